import { median } from "../lib/figures.mjs";
import { barChart } from "./chart.mjs";
import { floorShares } from "./derived.mjs";

const CONNECTIONS = 16;
/** Left out, because it is a limit and no alternative: its bar would make all others tiny. */
const OFF_THE_SCALE = "node-http";

/** Draws the charts of a complete run. @returns file name → SVG */
export function charts(results) {
  return {
    "api.svg": shareChart(
      results,
      "api",
      "GET /api/me signed in: share of the floor (line: no session check at all)",
    ),
    "dashboard.svg": shareChart(
      results,
      "dashboard",
      "/dashboard signed in: share of the floor (line: no session check at all)",
    ),
    "sign-ins.svg": chart(results, results.signIns, {
      title: "Sign-ins a second",
      values: (row) => row.perSecond,
      show: (value) => value.toFixed(1),
    }),
    "under-sign-ins.svg": chart(results, results.signIns, {
      title: "GET /api/me while others sign in: the slowest percent, ms (less is better)",
      values: (row) => row.busyP99,
      show: (value) => `${value.toFixed(0)} ms`,
      lessIsBetter: true,
    }),
  };
}

function shareChart(results, cell, title) {
  const rows = results.throughput.filter(
    (row) =>
      row.cell === cell && row.connections === CONNECTIONS && row.contender !== OFF_THE_SCALE,
  );
  return chart(results, rows, {
    title,
    values: floorShares,
    show: (value) => value.toFixed(2),
    mark: 1,
  });
}

function chart({ contenders }, rows, { title, values, show, mark, lessIsBetter = false }) {
  const bars = rows.map((row) => ({
    label: contenders.find(({ key }) => key === row.contender).title,
    own: row.contender.startsWith("latchkey"),
    value: median(values(row)),
    low: Math.min(...values(row)),
    high: Math.max(...values(row)),
  }));
  bars.sort((a, b) => (lessIsBetter ? a.value - b.value : b.value - a.value));
  return barChart({ title, bars, show, mark });
}
