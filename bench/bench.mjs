// Measures Latchkey and its alternatives on one machine, in interleaved rounds.
//
//   node bench.mjs [--only api,api-anonymous,dashboard,dashboard-anonymous,sign-ins,start,scripts]
//                  [--peers latchkey,lucia,…] [--connections 1,16,64] [--rounds 5] [--seconds 1.5]
//                  [--reuse-builds]: of the peers, from an earlier run; Latchkey is always built
//
// A whole run writes results/full.json and, from it, the tables and charts of
// docs/performance.md. Any run prints its tables and writes results/part.json as it goes.
import { parseArgs } from "node:util";
import { enter } from "./lib/contest.mjs";
import { LATCHKEY } from "./lib/latchkey.mjs";
import { floor, PEERS } from "./lib/peers.mjs";
import { writeResult } from "./lib/results.mjs";
import { surroundings } from "./lib/surroundings.mjs";
import { scripts } from "./measures/scripts.mjs";
import { signIns } from "./measures/sign-ins.mjs";
import { starts } from "./measures/starts.mjs";
import { THROUGHPUT, throughput } from "./measures/throughput.mjs";
import { publish } from "./report/publish.mjs";
import { tables } from "./report/tables.mjs";

const MEASURES = [...THROUGHPUT, "sign-ins", "start", "scripts"];
const CONTENDERS = [...LATCHKEY, ...PEERS];

const { values } = parseArgs({
  options: {
    only: { type: "string", default: MEASURES.join() },
    peers: { type: "string", default: CONTENDERS.map(({ key }) => key).join() },
    connections: { type: "string", default: "1,16,64" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "1.5" },
    "reuse-builds": { type: "boolean", default: false },
  },
});

const only = chosen(values.only, MEASURES);
const keys = chosen(
  values.peers,
  CONTENDERS.map(({ key }) => key),
);
const contenders = CONTENDERS.filter(({ key }) => keys.includes(key));
const whole = only.length === MEASURES.length && contenders.length === CONTENDERS.length;
const settings = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: values.connections.split(",").map(Number),
};

/** @throws when a name is unknown */
function chosen(list, known) {
  const names = list.split(",");
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new Error(`${unknown} is none of ${known.join(", ")}`);
  return names;
}

function tell(line) {
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
}

/** @param keep receives the results so far, after each measure */
async function run(keep) {
  const beside = contenders.some((contender) => contender.floor === "floor");
  const all = beside ? [floor, ...contenders] : contenders;
  for (const contender of all) {
    tell(`preparing ${contender.title}`);
    await contender.prepare({ reuse: values["reuse-builds"] });
  }
  const results = {
    ...surroundings(),
    settings,
    contenders: all.map(({ key, title }) => ({ key, title })),
  };
  const options = { ...settings, tell };
  if (only.includes("start")) {
    results.starts = await starts(all, options);
    keep(results);
  }

  const below = beside ? await enter(floor) : null;
  const entrants = [];
  for (const contender of contenders) {
    entrants.push(await enter(contender, contender.floor === "floor" ? below : null));
  }
  const everybody = below ? [below, ...entrants] : entrants;
  if (only.includes("scripts")) results.scripts = await scripts(everybody);
  const cells = THROUGHPUT.filter((cell) => only.includes(cell));
  if (cells.length > 0) {
    results.throughput = await throughput(entrants, cells, options);
    keep(results);
  }
  if (only.includes("sign-ins")) results.signIns = await signIns(entrants, options);
  keep(results);
  return results;
}

// So that the exit handlers run, which end the servers and remove the copies.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const results = await run((soFar) => writeResult("part", soFar));
console.log(Object.values(tables(results)).join("\n\n"));
if (whole) {
  writeResult("full", results);
  publish();
}
process.exit();
