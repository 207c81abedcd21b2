import { median } from "../lib/figures.mjs";
import { floorShares, hashShare, ratios, tailGrowth } from "./derived.mjs";
import { isReached, targets } from "./targets.mjs";

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
  const made = { setup: setup(results), floor: floorText(results) };
  const { throughput = [], signIns, starts } = results;
  for (const cell of new Set(throughput.map((row) => row.cell))) {
    made[cell] = cell === "empty" ? machinery(results) : shares(results, cell);
  }
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

/** What a share is a share of: it was another thing for Latchkey in earlier runs. */
const floorText = ({ oneFloor }) =>
  oneFloor
    ? `- **Floor.** The same for everybody: a bare Next.js app of the same version, in a process of its own, that
  answers the same JSON and the same markup from constants. A share is the contender's requests a second
  divided by its floor's, measured right before, so that other work slows both alike. Before 2026-12
  Latchkey's floor was two routes of its own build, which carried its machinery; figures from then compare
  with nothing here.`
    : `- **Floor.** Latchkey's is two routes of the same build and server that return the JSON of \`/api/me\` and
  the markup of \`/dashboard\` from constants, without session or query. The peers' is a bare Next.js app
  with their JSON and their page, the same for all of them. A share is the contender's requests a
  second divided by its floor's, measured right before, so that other work slows both alike.
  These are two floors: ours carries the machinery of this app (security headers, request log, request
  context), the peers' does not. Measured once against the peers' floor, in one run at 16 and 64
  connections, a signed-in \`/api/me\` of an earlier version reached 0.54 and 0.59 of it, the Lucia recipe
  0.95 and 0.80, and next-auth as documented about 0.53. The tables below do not say that.`;

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

/** What our machinery costs: a route that does nothing, beside the bare app's. */
function machinery({ throughput }) {
  return table(
    ["an empty route of ours, at connections", "share of its floor", "µs of CPU", "its floor's"],
    throughput
      .filter(({ cell }) => cell === "empty")
      .map((row) => [
        row.connections,
        spread(floorShares(row), share),
        spread(row.cpuMicros, whole),
        spread(row.floorCpuMicros, whole),
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
    reached.map((target) => [
      target.what,
      `${target.atMost ? "≤" : "≥"} ${target.wanted}`,
      spread(target.values, target.wanted > 10 ? whole : share),
      isReached(target) ? "yes" : "**no**",
    ]),
  );
}

const titleOf = (contenders, key) => contenders.find((one) => one.key === key).title;
