import { median } from "../lib/figures.mjs";
import { floorShares, hashShare, ratios, tailGrowth } from "./derived.mjs";
import { targets } from "./targets.mjs";

const decimals = (digits) => (value) => (Number.isFinite(value) ? value.toFixed(digits) : "–");
const share = decimals(2);
const whole = decimals(0);
const tenth = decimals(1);

/** The median, and in brackets the smallest and the largest of the rounds. */
function spread(values, show) {
  if (!values) return "–";
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, n) => (n ? "--:" : "---"))), ...rows.map(line)].join("\n");
}

/**
 * Writes the tables of a run, as far as it has figures for them.
 * @returns name → Markdown; the names are the markers in docs/performance.md
 */
export function tables(results) {
  const made = { setup: setup(results) };
  const { throughput = [], signIns, starts } = results;
  for (const cell of new Set(throughput.map((row) => row.cell))) made[cell] = shares(results, cell);
  if (throughput.length > 0) made.cpu = cpu(results);
  if (signIns) made["sign-ins"] = signInTable(results);
  if (starts) made.start = startTable(results);
  const reached = targets(results);
  if (reached.length > 0) made.targets = targetTable(reached);
  return made;
}

function setup({ commit, date, machine, versions, settings }) {
  const { cores, cpu, memoryGigabytes, system, node } = machine;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured on ${date} (${commit}): ${cores} cores (${cpu}), ${memoryGigabytes} GB, ${system}, Node ${node};`,
    `${packages.join(", ")}. ${settings.rounds} rounds of ${settings.seconds} s a figure.`,
  ].join("\n");
}

function shares({ contenders, throughput, settings }, cell) {
  const rows = throughput.filter((row) => row.cell === cell);
  const at = (key, connections) =>
    rows.find((row) => row.contender === key && row.connections === connections);
  const present = contenders.filter(({ key }) => rows.some((row) => row.contender === key));
  return table(
    ["share of its floor, at connections", ...settings.connections],
    present.map(({ key, title }) => [
      title,
      ...settings.connections.map((count) => spread(floorShares(at(key, count)), share)),
    ]),
  );
}

/** CPU time has a table of its own because other work on the machine hardly changes it. */
function cpu({ contenders, throughput, settings }) {
  const connections = settings.connections.includes(16) ? 16 : settings.connections[0];
  const cells = ["api", "dashboard"];
  const at = (key, cell) =>
    throughput.find(
      (row) => row.contender === key && row.cell === cell && row.connections === connections,
    );
  const present = contenders.filter(({ key }) => cells.some((cell) => at(key, cell)));
  return table(
    ["µs of CPU a request", "/api/me", "its floor", "share", "/dashboard", "its floor", "share"],
    present.map(({ key, title }) => [
      title,
      ...cells.flatMap((cell) => {
        const row = at(key, cell);
        if (!row) return ["–", "–", "–"];
        return [
          whole(median(row.cpuMicros)),
          whole(median(row.floorCpuMicros)),
          share(median(ratios(row.floorCpuMicros, row.cpuMicros))),
        ];
      }),
    ]),
  );
}

function signInTable({ contenders, signIns, machine }) {
  return table(
    [
      "",
      "sign-ins a second",
      "share of cores ÷ one hash",
      "`/api/me` at rest: p50, p99 ms",
      "under sign-ins: p50, p99 ms",
      "p99, times rest",
    ],
    signIns.map((row) => [
      titleOf(contenders, row.contender),
      spread(row.perSecond, tenth),
      spread(hashShare(row, machine.cores), share),
      `${tenth(median(row.idleP50))}, ${tenth(median(row.idleP99))}`,
      `${tenth(median(row.busyP50))}, ${tenth(median(row.busyP99))}`,
      spread(tailGrowth(row), tenth),
    ]),
  );
}

function startTable({ contenders, starts, scripts = [] }) {
  return table(
    ["", "first answer, ms", "MB at rest", "MB after load", "kB of JavaScript, sign-in page"],
    starts.map((row) => {
      const bytes = scripts.find(({ contender }) => contender === row.contender)?.bytes;
      return [
        titleOf(contenders, row.contender),
        spread(row.firstAnswerMs, whole),
        whole(median(row.idleMegabytes)),
        whole(median(row.loadedMegabytes)),
        bytes === undefined ? "–" : tenth(bytes / 1000),
      ];
    }),
  );
}

function targetTable(reached) {
  return table(
    ["target", "wanted", "median (spread)", "reached"],
    reached.map(({ what, wanted, atMost, values }) => [
      what,
      `${atMost ? "≤" : "≥"} ${wanted}`,
      spread(values, share),
      (atMost ? median(values) <= wanted : median(values) >= wanted) ? "yes" : "**no**",
    ]),
  );
}

const titleOf = (contenders, key) => contenders.find((one) => one.key === key).title;
