import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { until } from "../process/until";
import { freePort } from "../requests/ports";
import type { OtherBrowser, OtherBrowserKind } from "./other-browser";
import { FIELD, PRESSABLE, SHOWN } from "./page-scripts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const DISPLAY_SERVER = "/usr/bin/Xvfb";

/** How WebDriver names an element (W3C WebDriver, section 12). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

type Reference = { [ELEMENT]: string };

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
    back: () => call(`${session}/back`, {}),
    async close() {
      await fetch(session, { method: "DELETE" });
      for (const child of started) child.kill();
    },
  };
}

/** One command of WebDriver. @throws Error with what the driver says */
async function call<T = void>(url: string, body: unknown): Promise<T> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
