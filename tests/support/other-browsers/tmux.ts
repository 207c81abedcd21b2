import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../process/until";

export const TMUX = "/usr/bin/tmux";

const COLUMNS = 160;
const ROWS = 200;
/** So often the screen must look the same, 60 ms apart, before a page counts as loaded. */
const LOOKS = 3;
/** After so long without a move the key is taken as lost: a browser that loads a page takes none. */
const KEY_MS = 5_000;

/** A program on a terminal of its own. */
export type Tmux = {
  /** Types keys by their tmux names, such as "Tab" or "C-u". */
  keys(...names: string[]): void;
  /** Types a key that moves the cursor, and waits until it has: two at once would pass a stop by. */
  step(key: string): Promise<void>;
  /** Types text as it stands. */
  type(text: string): void;
  /** The lines of the screen. */
  lines(): string[];
  /** The line that the cursor is on, counted from 0. */
  cursorLine(): number;
  /** What stands on that line, from the cursor on. */
  atCursor(): string;
  /** Waits until the screen has stood still for so many looks: a page was loaded, or a key was taken in. */
  settled(looks?: number): Promise<void>;
  /** Waits until the screen shows that. */
  shows(pattern: RegExp): Promise<void>;
  end(): void;
};

/** Starts a program of the terminal, with settings of nobody. */
export function startTmux(program: string, home: string): Tmux {
  const server = `latchkey-${randomUUID()}`;
  const tmux = (...args: string[]) =>
    execFileSync(TMUX, ["-L", server, "-f", "/dev/null", ...args], { encoding: "utf8" });
  const size = ["-x", String(COLUMNS), "-y", String(ROWS)];
  const env = ["-e", `HOME=${home}`, "-e", "LANG=C.UTF-8", "-e", "LC_ALL=C.UTF-8"];
  tmux("new-session", "-d", ...size, ...env, program);
  const screen = () => tmux("capture-pane", "-p");
  const terminal: Tmux = {
    keys: (...names) => tmux("send-keys", ...names),
    async step(key) {
      const at = () => tmux("display-message", "-p", "#{cursor_y},#{cursor_x}");
      const before = at();
      let pressed = 0;
      await until("the cursor moves", () => {
        if (Date.now() - pressed > KEY_MS) {
          tmux("send-keys", key);
          pressed = Date.now();
        }
        return at() !== before;
      });
      await terminal.settled(1);
    },
    type: (text) => tmux("send-keys", "-l", text),
    lines: () => screen().split("\n"),
    cursorLine: () => Number(tmux("display-message", "-p", "#{cursor_y}")),
    atCursor() {
      const column = Number(tmux("display-message", "-p", "#{cursor_x}"));
      return (terminal.lines()[terminal.cursorLine()] ?? "").slice(column);
    },
    async settled(looks = LOOKS) {
      let before = "";
      let still = 0;
      await until("the screen stands still", async () => {
        const now = `${terminal.cursorLine()}\n${screen()}`;
        still = now === before ? still + 1 : 0;
        before = now;
        if (still < looks) await sleep(60);
        return still >= looks;
      });
    },
    async shows(pattern) {
      await until(`the screen shows ${pattern}`, () => pattern.test(screen())).catch((error) => {
        throw new Error(`${error.message}, but:\n${screen().trim()}`);
      });
    },
    end: () => tmux("kill-server"),
  };
  return terminal;
}
