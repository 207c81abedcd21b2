import { median } from "../lib/figures.mjs";
import { floorShares, hashShare, tailGrowth } from "./derived.mjs";

const ME = "`/api/me` signed in";
const DASHBOARD = "`/dashboard` signed in";

/** Of the bare app, which everybody is compared with. */
const SHARES = [
  { cell: "empty", contender: "latchkey", wanted: 0.95, what: "an empty route" },
  { cell: "api", contender: "latchkey", wanted: 0.85, what: `${ME}, SQLite` },
  { cell: "api", contender: "latchkey-postgres", wanted: 0.65, what: `${ME}, PostgreSQL` },
  { cell: "api-anonymous", contender: "latchkey", wanted: 0.95, what: "`/api/me` anonymous" },
  { cell: "dashboard", contender: "latchkey", wanted: 0.85, what: DASHBOARD },
];
/** Of routes of our own build, with which Latchkey was compared until then. */
const OWN_SHARES = [
  { cell: "api", contender: "latchkey", wanted: 0.8, what: `${ME}, SQLite` },
  { cell: "api", contender: "latchkey-postgres", wanted: 0.6, what: `${ME}, PostgreSQL` },
  { cell: "api-anonymous", contender: "latchkey", wanted: 0.95, what: "`/api/me` anonymous" },
  { cell: "dashboard", contender: "latchkey", wanted: 0.85, what: DASHBOARD },
];
const CONNECTIONS = [16, 64];

/** Latchkey's targets and what a run measured; only those that the run has figures for. */
export function targets(results) {
  const { throughput = [], oneFloor } = results;
  const at = (cell, contender) =>
    throughput.filter(
      (row) =>
        row.cell === cell && row.contender === contender && CONNECTIONS.includes(row.connections),
    );
  const shares = (oneFloor ? SHARES : OWN_SHARES).flatMap(({ cell, contender, wanted, what }) =>
    at(cell, contender).map((row) => ({
      what: `${what}, ${row.connections} connections: share of its floor`,
      wanted,
      values: floorShares(row),
    })),
  );
  return [
    ...shares,
    ...(oneFloor ? besideLucia(at) : []),
    ...ofSignIns(results),
    ...ofStart(results),
  ];
}

const besideLucia = (at) =>
  at("api", "latchkey").flatMap((row) => {
    const lucia = at("api", "lucia").find(({ connections }) => connections === row.connections);
    if (!lucia) return [];
    return [
      {
        what: `${ME}, SQLite, ${row.connections} connections: requests a second, times the Lucia recipe's`,
        wanted: 1,
        values: row.perSecond.map((count, round) => count / lucia.perSecond[round]),
      },
    ];
  });

function ofSignIns({ signIns = [], machine, oneFloor }) {
  const own = signIns.find(({ contender }) => contender === "latchkey");
  if (!own) return [];
  return [
    {
      what: "sign-ins, share of cores ÷ one hash",
      wanted: oneFloor ? 0.95 : 0.9,
      values: hashShare(own, machine.cores),
    },
    {
      what: "`/api/me` p99 under sign-ins, times its p99 at rest",
      wanted: oneFloor ? 2 : 3,
      atMost: true,
      values: tailGrowth(own),
    },
  ];
}

function ofStart({ starts = [], oneFloor }) {
  const own = starts.find(({ contender }) => contender === "latchkey");
  if (!own || !oneFloor) return [];
  const most = { atMost: true };
  return [
    { ...most, what: "first answer, ms", wanted: 700, values: own.firstAnswerMs },
    { ...most, what: "MB at rest", wanted: 130, values: own.idleMegabytes },
    { ...most, what: "MB after load", wanted: 200, values: own.loadedMegabytes },
  ];
}

/** Whether a run reached a target, by its median. */
export const isReached = ({ wanted, atMost, values }) =>
  atMost ? median(values) <= wanted : median(values) >= wanted;

/** How many targets were reached, and which were not. */
export function summary(results) {
  const all = targets(results);
  const missed = all.filter((target) => !isReached(target));
  const list = missed.map(
    ({ what, wanted, values }) => `  ${what}: ${median(values).toFixed(2)}, wanted ${wanted}`,
  );
  return [`Targets reached: ${all.length - missed.length} of ${all.length}`, ...list].join("\n");
}
