/** A browser that Playwright does not drive, with one page open. */
export type OtherBrowser = {
  /** @param url absolute */
  open(url: string): Promise<void>;
  /** Replaces what is in the field with this label. */
  fill(label: string, text: string): Promise<void>;
  /** Presses the button or link with this name. */
  press(name: string): Promise<void>;
  /** What its reader sees of the page. */
  text(): Promise<string>;
  /** Goes back one page. */
  back(): Promise<void>;
  close(): Promise<void>;
};

/** How a browser is found and started. */
export type OtherBrowserKind = {
  name: string;
  /** The Debian packages that bring it. */
  packages: string;
  /** The programs it needs; it is installed where all are there. */
  programs: readonly string[];
  /**
   * @param url the page it begins with
   * @param how `cookies: false` blocks all; WebKit's small browser cannot
   */
  start(url: string, how?: { cookies?: boolean }): Promise<OtherBrowser>;
};
