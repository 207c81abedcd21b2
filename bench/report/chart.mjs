const WIDTH = 720;
const LABELS = 240;
const FIGURES = 110;
const ROW = 30;
const TOP = 44;
const BAR = 16;

const STYLE = `
text { font: 14px system-ui, sans-serif; fill: #1f2430; }
.title { font-weight: 600; }
.bar { fill: #8b93a5; } .own { fill: #2f6fde; }
.spread { stroke: #1f2430; stroke-width: 1.5; }
.mark { stroke: #b3261e; stroke-width: 1.5; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6e9ef; }
  .bar { fill: #6d7689; } .own { fill: #6ea0ff; }
  .spread { stroke: #e6e9ef; }
  .mark { stroke: #ff8a80; }
}`;

/**
 * Draws horizontal bars, the longest first when more is better, with the spread of the rounds as a
 * line. Readable on a light and on a dark page.
 * @param bars { label, value, low, high, own }
 * @param show prints a value
 * @param mark a value to draw a line at, such as a target
 * @returns an SVG document
 */
export function barChart({ title, bars, show, mark }) {
  const height = TOP + bars.length * ROW + 8;
  const most = Math.max(...bars.map(({ high }) => high), mark ?? 0);
  const x = (value) => Math.round(LABELS + (value / most) * (WIDTH - LABELS - FIGURES));
  const rows = bars.flatMap((bar, index) => {
    const top = TOP + index * ROW;
    const middle = top + BAR / 2;
    return [
      `<text x="${LABELS - 8}" y="${middle + 5}" text-anchor="end">${escaped(bar.label)}</text>`,
      `<rect class="${bar.own ? "bar own" : "bar"}" x="${LABELS}" y="${top}" width="${Math.max(1, x(bar.value) - LABELS)}" height="${BAR}" rx="2"/>`,
      `<line class="spread" x1="${x(bar.low)}" x2="${x(bar.high)}" y1="${middle}" y2="${middle}"/>`,
      `<text x="${x(bar.high) + 8}" y="${middle + 5}">${show(bar.value)}</text>`,
    ];
  });
  const line = mark
    ? [`<line class="mark" x1="${x(mark)}" x2="${x(mark)}" y1="${TOP - 8}" y2="${height - 8}"/>`]
    : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="8" y="22">${escaped(title)}</text>`,
    ...rows,
    ...line,
    "</svg>\n",
  ].join("\n");
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
