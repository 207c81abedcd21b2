import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../process/until";
import type { OtherBrowser, OtherBrowserKind } from "./other-browser";
import { startTmux, TMUX, type Tmux } from "./tmux";

/** More links and fields than a page of ours has. */
const MOST_STOPS = 60;

/** What stands before the name of a button: in lynx its value, if it has one. */
const BUTTON = /^(\([\w-]+\) |\[)/;

const ASKS_FOR_COOKIES = /Allow\?/;

/** The text that both show for a page that is still loading. */
const LOADING =
  /Looking up|Making HTTP|Sending HTTP|HTTP request sent|Getting http|Data transfer|Opening socket|Request sent/;

/** What differs between the browsers of the terminal. */
type Habits = {
  /** Asks for an address and opens it. */
  open(terminal: Tmux, url: string): Promise<void>;
  /** Types into the field that the cursor is on, in place of what is there. */
  fill(terminal: Tmux, text: string): Promise<void>;
  back: string;
  /** The option that blocks cookies. */
  noCookies: string;
  /** Options for every start. */
  options?: string[];
};

const LYNX = "/usr/bin/lynx";
const W3M = "/usr/bin/w3m";

export const lynx = textBrowser("lynx", LYNX, {
  async open(terminal, url) {
    await ask(terminal, "g", /URL to open/);
    terminal.keys("C-u");
    terminal.type(url);
    terminal.keys("Enter");
  },
  async fill(terminal, text) {
    terminal.keys("C-u");
    terminal.type(text);
  },
  back: "Left",
  noCookies: "-cookies",
  // It rests for seconds after each message on its last line.
  options: ["-nopause"],
});

export const w3m = textBrowser("w3m", W3M, {
  async open(terminal, url) {
    await ask(terminal, "U", /Goto URL:/);
    terminal.keys("C-u");
    terminal.type(url);
    terminal.keys("Enter");
  },
  async fill(terminal, text) {
    terminal.keys("Enter");
    await terminal.shows(/(TEXT|Password):/i);
    terminal.keys("C-u");
    terminal.type(text);
    terminal.keys("Enter");
  },
  back: "B",
  noCookies: "-no-cookie",
});

function textBrowser(name: string, program: string, habits: Habits): OtherBrowserKind {
  return {
    name,
    packages: `${name} tmux`,
    programs: [program, TMUX],
    async start(url, { cookies = true } = {}) {
      const options = [...(habits.options ?? []), ...(cookies ? [] : [habits.noCookies])];
      const command = [program, ...options, url].join(" ");
      const terminal = startTmux(command, mkdtempSync(join(tmpdir(), `${name}-`)));
      await loaded(terminal);
      return drive(terminal, habits);
    },
  };
}

function drive(terminal: Tmux, habits: Habits): OtherBrowser {
  /** Goes from stop to stop until one of them is it. */
  const stopAt = async (what: string, isIt: (line: number, before: number) => boolean) => {
    let before = Number.POSITIVE_INFINITY;
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const line = terminal.cursorLine();
      if (isIt(line, before)) return;
      before = line;
      await terminal.step("Tab");
    }
    throw new Error(`No ${what} on this page:\n${terminal.lines().join("\n").trim()}`);
  };
  return {
    async open(url) {
      await habits.open(terminal, url);
      await loaded(terminal);
    },
    async fill(label, text) {
      // Looked for at every stop: the page before it may have had the same words elsewhere.
      const labelled = () => terminal.lines().findIndex((line) => line.trim().startsWith(label));
      await until(`the page shows "${label}"`, () => labelled() >= 0);
      // A hint may stand between the two: the field is the first stop from its label on.
      await stopAt(`field "${label}"`, (line, before) => {
        const at = labelled();
        return at >= 0 && (before < at ? line >= at : line === at);
      });
      await habits.fill(terminal, text);
      await terminal.settled();
    },
    async press(name) {
      await stopAt(`button or link "${name}"`, () =>
        terminal.atCursor().replace(BUTTON, "").startsWith(name),
      );
      terminal.keys("Enter");
      await loaded(terminal);
    },
    text: async () => terminal.lines().join("\n"),
    async back() {
      terminal.keys(habits.back);
      await loaded(terminal);
    },
    async close() {
      terminal.end();
    },
  };
}

/** Presses a key until the browser asks: while it loads a page, it takes none. */
async function ask(terminal: Tmux, key: string, question: RegExp): Promise<void> {
  await until(`it asks ${question}`, async () => {
    terminal.keys(key);
    await terminal.settled();
    return question.test(terminal.lines().join("\n"));
  });
}

/** Waits for the page, and answers lynx, which asks about cookies until it is told what to do with all. */
async function loaded(terminal: Tmux): Promise<void> {
  await terminal.settled();
  await until("the page is there", async () => {
    const screen = terminal.lines().join("\n");
    if (ASKS_FOR_COOKIES.test(screen)) terminal.keys("A");
    await terminal.settled();
    return !LOADING.test(screen) && !ASKS_FOR_COOKIES.test(screen);
  });
}
