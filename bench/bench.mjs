// Measures Latchkey and its alternatives on one machine, in interleaved rounds.
//
//   node bench.mjs [--only empty,api,api-anonymous,dashboard,dashboard-anonymous,sign-ins,start,scripts]
//                  [--peers latchkey,lucia,…] [--connections 1,16,64] [--rounds 5] [--seconds 1.5]
//                  [--reuse-builds]: of the peers, from an earlier run; Latchkey is always built
//                  [--quick]: a whole run in about ten minutes, with fewer peers, rounds and seconds
//   node bench.mjs --check [--write] [--nodes 20,24]    compares with results/check.json: see check.mjs
//
// A whole run writes results/full.json and, from it, the tables and charts of
// docs/performance.md. Any run prints its tables and writes results/part.json as it goes.
import { parseArgs } from "node:util";
import { check } from "./check.mjs";
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
import { summary } from "./report/targets.mjs";

const MEASURES = [...THROUGHPUT, "sign-ins", "start", "scripts"];
const CONTENDERS = [...LATCHKEY, ...PEERS];

/** Left out of a quick run: variants of peers that stay in it. */
const VARIANTS = ["next-auth-get-session", "better-auth-cache"];
const { values } = parseArgs({
  options: {
    only: { type: "string", default: MEASURES.join() },
    peers: { type: "string" },
    connections: { type: "string" },
    rounds: { type: "string" },
    seconds: { type: "string" },
    "reuse-builds": { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    nodes: { type: "string" },
  },
});
const { quick } = values;
const MADE_OF = CONTENDERS.map(({ key }) => key).filter((key) => !quick || !VARIANTS.includes(key));

const only = chosen(values.only, MEASURES);
const keys = chosen(
  values.peers ?? MADE_OF.join(),
  CONTENDERS.map(({ key }) => key),
);
const contenders = CONTENDERS.filter(({ key }) => keys.includes(key));
const whole = only.length === MEASURES.length && MADE_OF.every((key) => keys.includes(key));
const settings = {
  rounds: Number(values.rounds ?? (quick ? 3 : 5)),
  seconds: Number(values.seconds ?? (quick ? 0.6 : 1.5)),
  connections: (values.connections ?? (quick ? "16,64" : "1,16,64")).split(",").map(Number),
  ...(quick && { warmUp: 1500, stormSeconds: 3 }),
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
  const all = [floor, ...contenders];
  for (const contender of all) {
    tell(`preparing ${contender.title}`);
    await contender.prepare({ reuse: values["reuse-builds"] });
  }
  const results = {
    ...surroundings(),
    // Everybody is compared with the bare app. Until 2026-11 Latchkey was with routes of its own build.
    oneFloor: true,
    settings,
    contenders: all.map(({ key, title }) => ({ key, title })),
  };
  const options = { ...settings, tell };
  if (only.includes("start")) {
    results.starts = await starts(all, options);
    keep(results);
  }

  const below = await enter(floor, null);
  const entrants = [];
  for (const contender of contenders) {
    entrants.push(await enter(contender, below));
  }
  if (only.includes("scripts")) results.scripts = await scripts([below, ...entrants]);
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

if (values.check) {
  const lines = values.nodes?.split(",");
  process.exit((await check({ tell, write: values.write, lines })) ? 0 : 1);
}

const results = await run((soFar) => writeResult("part", soFar));
console.log(Object.values(tables(results)).join("\n\n"));
console.log(`\n${summary(results)}`);
if (whole) {
  writeResult("full", results);
  publish();
}
process.exit();
