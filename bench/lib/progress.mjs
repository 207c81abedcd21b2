const WIDTH = 24;
const REDRAW_MS = 500;
/** In a file, an occasional line is enough. */
const LINE_MS = 10_000;

/**
 * Shows a progress bar with rows a second and the remaining time.
 * @param label what is being done
 * @param total how many rows there will be
 */
export function progressBar(label, total) {
  const start = performance.now();
  const every = process.stdout.isTTY ? REDRAW_MS : LINE_MS;
  let last = start;
  const draw = (done, end) => {
    const seconds = (performance.now() - start) / 1000;
    const share = total ? done / total : 1;
    const filled = Math.round(share * WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    const rate = Math.round(done / seconds || 0).toLocaleString("en");
    const left = done < total ? `, ${clock((seconds * (total - done)) / done)} left` : "";
    const line = `${label.padEnd(16)} ${bar} ${done.toLocaleString("en")} rows, ${rate}/s${left}`;
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}${end}` : `${line}\n`);
  };
  return {
    /** May be called often: it draws rarely. */
    at(done) {
      if (performance.now() - last < every) return;
      last = performance.now();
      draw(done, "");
    },
    end: () => draw(total, "\n"),
  };
}

const clock = (seconds) =>
  Number.isFinite(seconds)
    ? `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`
    : "?";
