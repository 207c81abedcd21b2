/** Shows the progress of a long piece of work. */
export type Meter = {
  /** Adds rows that are done. */
  add(rows: number): void;
  /** Ends the meter, finished or not: further output begins on a line of its own. */
  stop(): void;
};

/** Where the meter is shown. */
type Terminal = { write(text: string): unknown; readonly isTTY?: boolean };

/** Leaves room for millions of rows in 80 columns. */
const WIDTH = 20;
const REDRAW_MS = 100;
/** Without a terminal: one line for each tenth. */
const STEPS = 10;

const THOUSANDS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A number of rows as it is shown: 1,234,567. */
export const counted = (rows: number): string => THOUSANDS.format(rows);

/**
 * Shows a bar on a terminal, and a line now and then elsewhere.
 * @param what is being done, in one word
 * @param total how many rows there will be
 * @param earlier how many of them were done before
 */
export function startMeter(
  what: string,
  total: number,
  earlier = 0,
  out: Terminal = process.stdout,
): Meter {
  const began = Date.now();
  let done = earlier;
  let shown = 0;
  const share = () => (total === 0 ? 1 : done / total);
  const told = () => {
    const pace = (1000 * (done - earlier)) / Math.max(Date.now() - began, 1);
    const percent = Math.floor(100 * share());
    return `${percent} %, ${counted(done)} of ${counted(total)}, ${counted(pace)}/s`;
  };

  if (!out.isTTY) {
    const tenths = () => Math.floor(STEPS * share());
    shown = tenths();
    return {
      add(rows) {
        done += rows;
        if (tenths() === shown) return;
        shown = tenths();
        out.write(`  ${what}: ${told()}\n`);
      },
      stop() {},
    };
  }

  const draw = () => {
    shown = Date.now();
    const bar = "#".repeat(Math.round(WIDTH * share())).padEnd(WIDTH, "-");
    // Clears to the end of the line: the text before may have been longer.
    out.write(`\r  ${what} [${bar}] ${told()}\x1b[K`);
  };
  draw();
  return {
    add(rows) {
      done += rows;
      if (Date.now() - shown >= REDRAW_MS) draw();
    },
    stop() {
      draw();
      out.write("\n");
    },
  };
}
