/** Tells how far a long piece of work has come. */
export type Meter = {
  /** So many more rows are done. */
  add(rows: number): void;
  /** It is over, done or not: what is printed next begins on a line of its own. */
  stop(): void;
};

/** Where the meter is shown. */
type Terminal = { write(text: string): unknown; readonly isTTY?: boolean };

const WIDTH = 30;
const REDRAW_MS = 100;
/** Without a terminal: one line each tenth. */
const STEPS = 10;

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/**
 * Shows a bar on a terminal, and a line now and then elsewhere.
 * @param what is going on, in one word
 * @param total how many rows there are to be
 * @param done how many of them were done earlier
 */
export function startMeter(
  what: string,
  total: number,
  done = 0,
  out: Terminal = process.stdout,
): Meter {
  const began = Date.now();
  let count = done;
  let drawn = 0;
  let step = Math.floor((STEPS * done) / Math.max(total, 1));

  const share = () => Math.min(1, count / Math.max(total, 1));
  const told = () => {
    const seconds = Math.max(Date.now() - began, 1) / 1000;
    const pace = number.format((count - done) / seconds);
    const percent = String(Math.floor(share() * 100)).padStart(3);
    return `${percent} %  ${number.format(count)} of ${number.format(total)} rows, ${pace} a second`;
  };
  const draw = () => {
    drawn = Date.now();
    const bar = "#".repeat(Math.round(share() * WIDTH)).padEnd(WIDTH, "-");
    // To the end of the line: the text before may have been longer.
    out.write(`\r  ${what} [${bar}] ${told()}\x1b[K`);
  };
  const tell = () => {
    const reached = Math.floor(STEPS * share());
    if (reached <= step) return;
    step = reached;
    out.write(`  ${what} ${told()}\n`);
  };

  if (out.isTTY) draw();
  return {
    add(rows) {
      count += rows;
      if (!out.isTTY) tell();
      else if (Date.now() - drawn >= REDRAW_MS) draw();
    },
    stop() {
      if (!out.isTTY) return;
      draw();
      out.write("\n");
    },
  };
}
