import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { freePort } from "../process/ports";
import { until } from "../process/until";
import type { OtherBrowser, OtherBrowserKind } from "./other-browser";
import { FIELD, PRESSABLE, SHOWN } from "./page-scripts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const DISPLAY_SERVER = "/usr/bin/Xvfb";

/** How WebDriver names an element (W3C WebDriver, section 12). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const GO_BACK = `
  document.documentElement.dataset.left = "";
  setTimeout(() => history.back());`;
const IS_LEFT = 'return !("left" in document.documentElement.dataset);';

type Reference = { [ELEMENT]: string };

/**
 * How long the driver waits for a page. It can miss the end of one that a script loads again while it is
 * coming, and would then wait for five minutes.
 */
const PAGE_MS = 15_000;

/** How long one command may take: what comes after the driver's own limits is a driver that hangs. */
const COMMAND_MS = 3 * PAGE_MS;

/** WebKit in GTK's small browser, by WebDriver, on a display that nobody sees. */
export const webkit: OtherBrowserKind = {
  name: "WebKit",
  packages: "webkit2gtk-driver xvfb",
  programs: [DRIVER, DISPLAY_SERVER],
  async start(url) {
    const display = `:${100 + (process.pid % 400)}`;
    const port = await freePort();
    const started = [
      spawn(DISPLAY_SERVER, [display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"]),
      spawn(DRIVER, [`--port=${port}`], {
        env: { ...process.env, DISPLAY: display, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" },
      }),
    ];
    const base = `http://127.0.0.1:${port}`;
    await until("the driver answers", async () =>
      fetch(`${base}/status`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const { sessionId } = await call<{ sessionId: string }>(`${base}/session`, {
      capabilities: {
        alwaysMatch: {
          timeouts: { pageLoad: PAGE_MS, script: PAGE_MS },
          "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
        },
      },
    });
    const driven = drive(`${base}/session/${sessionId}`, started);
    await driven.open(url);
    return driven;
  },
};

/** Its folder is named after the machine and the version. */
function miniBrowser(): string {
  const folders = readdirSync("/usr/lib").map((machine) => `/usr/lib/${machine}`);
  const programs = folders.flatMap((folder) =>
    ["4.1", "4.0", "6.0"].map((version) => {
      const name = version === "6.0" ? "webkitgtk-6.0" : `webkit2gtk-${version}`;
      return `${folder}/${name}/MiniBrowser`;
    }),
  );
  const found = programs.find((program) => existsSync(program));
  if (!found) throw new Error("WebKitWebDriver is installed, MiniBrowser is not");
  return found;
}

function drive(session: string, started: ChildProcess[]): OtherBrowser {
  const script = <T>(source: string, ...args: string[]) =>
    call<T>(`${session}/execute/sync`, { script: source, args });
  const element = async (source: string, name: string): Promise<string> => {
    let found: Reference | null = null;
    await until(`the page shows "${name}"`, async () => {
      found = await script<Reference | null>(source, name).catch(() => null);
      return found !== null;
    }).catch(async ({ message }) => {
      throw new Error(`${message}, but:\n${await script<string>(SHOWN)}`);
    });
    return `${session}/element/${(found as unknown as Reference)[ELEMENT]}`;
  };
  return {
    open: (url) => call(`${session}/url`, { url }),
    async fill(label, text) {
      const field = await element(FIELD, label);
      await call(`${field}/clear`, {});
      await call(`${field}/value`, { text });
    },
    press: async (name) => call(`${await element(PRESSABLE, name)}/click`, {}),
    text: () => script<string>(SHOWN),
    // By the page itself: the driver would wait for a page that loads itself again when it is gone back to.
    async back() {
      await script(GO_BACK);
      await until("the page is left", () => script<boolean>(IS_LEFT).catch(() => false));
    },
    async close() {
      await fetch(session, { method: "DELETE", signal: AbortSignal.timeout(COMMAND_MS) }).finally(
        () => {
          for (const child of started) child.kill();
        },
      );
    },
  };
}

/** One command of WebDriver. @throws Error with what the driver says, or that it says nothing */
async function call<T = void>(url: string, body: unknown): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(COMMAND_MS),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
