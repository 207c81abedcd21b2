import { app } from "../app/app";
import { randomAddress } from "./client";
import { type Answer, expectSound } from "./expectations";
import { raw } from "./raw";

/** How a browser presents itself. Each function gives exactly what that browser sends, and no more. */
type Kind = {
  name: string;
  headers: Record<string, string>;
  /** What it says about a request's origin. @param page the address of the page it is on */
  from(page: URL, method: string): Record<string, string>;
};

/** A Referer as lynx sends it by default: none from a page with a query. */
const refererWithoutQuery = (page: URL): Record<string, string> =>
  page.search ? {} : { Referer: page.href };

/** As lynx 2.9.0 of Debian sends them. */
export const LYNX: Kind = {
  name: "lynx",
  headers: {
    Accept: "text/html, text/plain, text/sgml, text/css, */*;q=0.01",
    "Accept-Language": "en",
    "User-Agent": "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8",
  },
  from: refererWithoutQuery,
};

/** Lynx, w3m 0.5.3 of Debian, and Safari by WebKit's documentation. */
export const KINDS: Kind[] = [
  LYNX,
  {
    name: "w3m",
    headers: {
      "User-Agent": "w3m/0.5.3+git20230121",
      Accept: "text/html, text/*;q=0.5, image/*, application/*",
      "Accept-Encoding": "identity",
      "Accept-Language": "en;q=1.0",
    },
    from: (page) => ({ Referer: page.href }),
  },
  {
    name: "Safari 15",
    headers: {
      Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "User-Agent":
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Safari/605.1.15",
      "Accept-Language": "en-GB,en;q=0.9",
    },
    // The Fetch standard: with a policy of "no-referrer" the origin of a form is "null".
    from: (page, method) => ({
      ...(method === "POST" && { Origin: page.origin }),
      Referer: page.href,
    }),
  },
];

/** A page a browser has open. */
export type Open = Answer & { url: URL };

/** A browser without scripts that goes from page to page, with the headers of one kind. */
export class PlainBrowser {
  private cookies = new Map<string, string>();
  private page: URL | null = null;
  private readonly address = randomAddress();

  /**
   * @param options.origin where it finds the app, if not at the configured origin
   * @param options.keepsCookies false for a browser that blocks them
   */
  constructor(
    private readonly kind: Kind,
    private readonly options: { origin?: string; keepsCookies?: boolean } = {},
  ) {}

  /** Opens an address, and follows redirects. */
  open(path: string): Promise<Open> {
    return this.go("GET", new URL(path, this.options.origin ?? app.url));
  }

  /** Sends the form of the open page that goes to `action`, with what it holds hidden. */
  submit(page: Open, action: string, fields: Record<string, string>): Promise<Open> {
    const form = page.text
      .match(/<form[\s\S]*?<\/form>/g)
      ?.find((one) => one.includes(`"${action}"`));
    if (!form) throw new Error(`${page.url} has no form to ${action}: ${page.text}`);
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const values = Object.fromEntries(hidden.map(([, name, value]) => [name, decoded(value)]));
    const body = new URLSearchParams({ ...values, ...fields }).toString();
    return this.go("POST", new URL(action, page.url), body);
  }

  private async go(method: string, url: URL, body = ""): Promise<Open> {
    const { headers, from } = this.kind;
    const answer = await raw(method, url.pathname + url.search, {
      url: app.url,
      headers: {
        "X-Forwarded-For": this.address,
        Host: url.host,
        ...headers,
        ...(this.page && from(this.page, method)),
        ...(this.cookies.size > 0 && { Cookie: this.cookieHeader() }),
        ...(method === "POST" && {
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": String(Buffer.byteLength(body)),
        }),
      },
      chunks: body ? [body] : [],
    });
    expectSound(answer);
    this.keep(answer);
    const { location } = answer.headers;
    if (typeof location === "string") return this.go("GET", new URL(location, url));
    this.page = url;
    return { ...answer, url };
  }

  private cookieHeader = () =>
    [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  private keep({ headers }: Answer): void {
    if (this.options.keepsCookies === false) return;
    for (const line of [headers["set-cookie"] ?? []].flat()) {
      const [pair = ""] = line.split(";", 1);
      const name = pair.slice(0, pair.indexOf("="));
      if (/Max-Age=0\b/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(name.length + 1));
    }
  }
}

const decoded = (text = "") => text.replaceAll("&amp;", "&").replaceAll("&#x27;", "'");
