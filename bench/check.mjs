// The guard: µs of CPU a request beside the bare app's, compared with what results/check.json says.
//
//   npm run bench -- --check                fails where a ratio is more than a tenth above the committed one
//   npm run bench -- --check --nodes 20,24  the same on these lines of Node, of scripts/smoke/nodes
//   npm run bench -- --check --write        makes the present ratios the committed ones, of these lines
import { readFileSync } from "node:fs";
import path from "node:path";
import { enter } from "./lib/contest.mjs";
import { percentile } from "./lib/figures.mjs";
import { LATCHKEY } from "./lib/latchkey.mjs";
import { nodesOf } from "./lib/nodes.mjs";
import { floor } from "./lib/peers.mjs";
import { writeResult } from "./lib/results.mjs";
import { throughput } from "./measures/throughput.mjs";
import { ratios } from "./report/derived.mjs";

const CELLS = ["empty", "api", "api-anonymous", "dashboard"];
/** Many short turns: what else the machine does then meets both sides alike. */
const SETTINGS = { rounds: 25, amount: 160, connections: [16], warmUp: 1000 };
/** Accounts that read: as many as there are connections would sign in longer than they are measured. */
const READERS = 4;
const MARGIN = 1.1;
const FILE = path.resolve(import.meta.dirname, "results/check.json");

/**
 * @param lines of Node, such as "24"; none for the one that runs this
 * @returns whether all ratios are within the margin
 */
export async function check({ tell, write, lines }) {
  const [latchkey] = LATCHKEY;
  for (const contender of [floor, latchkey]) {
    tell(`preparing ${contender.title}`);
    await contender.prepare({ reuse: false });
  }
  const measured = {};
  for (const node of await nodesOf(lines)) {
    tell(`on Node ${node.line}`);
    measured[node.line] = await measureOn(node, latchkey, tell);
  }
  const committed = JSON.parse(readFileSync(FILE, "utf8")).byNode;
  if (write) {
    writeResult("check", { byNode: { ...committed, ...measured } });
    return true;
  }
  return Object.entries(measured)
    .flatMap(([line, costs]) => CELLS.map((cell) => isNoDearer(line, cell, costs, committed)))
    .every(Boolean);
}

async function measureOn(node, latchkey, tell) {
  const below = await enter(floor, null, { node });
  const entrant = await enter(latchkey, below, { node, readers: READERS });
  const rows = await throughput([entrant], CELLS, { ...SETTINGS, tell });
  await Promise.all([entrant, below].map(({ server }) => server.stop()));
  return Object.fromEntries(rows.map((row) => [row.cell, costOf(row)]));
}

/**
 * What a request costs, and how many times the bare app's that is. Of the turns the lower quartile counts: other
 * work makes a turn dearer and none cheaper. The spread is that of the middle half of the turns.
 */
function costOf({ cpuMicros, floorCpuMicros }) {
  const [micros, floorMicros] = [cpuMicros, floorCpuMicros].map((all) => percentile(all, 0.25));
  const each = ratios(cpuMicros, floorCpuMicros);
  const spread = [percentile(each, 0.25), percentile(each, 0.75)];
  return { ratio: micros / floorMicros, spread, micros, floorMicros };
}

function isNoDearer(line, cell, costs, committed) {
  const { ratio, spread, micros, floorMicros } = costs[cell];
  const then = committed[line]?.[cell]?.ratio;
  const good = then === undefined || ratio <= then * MARGIN;
  const [low, high] = spread.map((value) => value.toFixed(2));
  console.log(
    `${good ? "ok    " : "slower"} Node ${line}, ${cell}: ${ratio.toFixed(2)} times the bare app's CPU (${low}–${high}), ${Math.round(micros)} and ${Math.round(floorMicros)} µs, committed ${then?.toFixed(2) ?? "–"}`,
  );
  return good;
}
