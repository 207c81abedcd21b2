import { checkAnswers, targets } from "../lib/contest.mjs";
import { EMPTY } from "../lib/latchkey.mjs";
import { load } from "../lib/load.mjs";

/** Enough for the compiler: otherwise an address with fewer requests than its floor would look slow. */
const WARM_UP = 4000;
const CELLS = {
  empty: { path: EMPTY, signedIn: true, only: "latchkey" },
  api: { path: "/api/me", signedIn: true },
  "api-anonymous": { path: "/api/me", signedIn: false },
  dashboard: { path: "/dashboard", signedIn: true },
  "dashboard-anonymous": { path: "/dashboard", signedIn: false },
};

export const THROUGHPUT = Object.keys(CELLS);

/**
 * Requests a second of each contender and, right before, of its floor, round by round.
 * @param entrants what enter() gave
 * @param only names of cells
 * @param options a turn is as many `seconds`, or an `amount` of requests
 * @returns a row a cell, contender and number of connections; a number a round in each list
 */
export async function throughput(entrants, only, options) {
  const { rounds, seconds, amount, connections, warmUp = WARM_UP, tell } = options;
  const turn = amount ? { amount } : { duration: seconds };
  const rows = only.flatMap((cell) =>
    entrants
      .filter((entrant) => takesPart(entrant, cell))
      .flatMap((entrant) => connections.map((count) => emptyRow(cell, entrant, count))),
  );
  tell("warming up");
  const warm = new Set();
  for (const { row, pair } of rows) {
    if (row.connections !== connections[0]) continue;
    if (row.cell !== "empty") await checkAnswers(pair.entrant, CELLS[row.cell].path);
    for (const target of [pair.floor, pair.own]) {
      const what = `${target.url} ${target.status}`;
      if (!warm.has(what)) await load(target, 16, { amount: warmUp });
      warm.add(what);
    }
  }
  for (let round = 1; round <= rounds; round++) {
    tell(`round ${round} of ${rounds}: ${only.join(", ")}`);
    for (const { row, pair } of rows) {
      const floor = await load(pair.floor, row.connections, turn);
      const own = await load(pair.own, row.connections, turn);
      row.perSecond.push(own.perSecond);
      row.floorPerSecond.push(floor.perSecond);
      row.cpuMicros.push(own.cpuMicros);
      row.floorCpuMicros.push(floor.cpuMicros);
    }
  }
  return rows.map(({ row }) => row);
}

function takesPart({ contender }, cell) {
  const { only = contender.key } = CELLS[cell];
  if (only !== contender.key) return false;
  return contender.measures === undefined || contender.measures.includes(cell);
}

function emptyRow(cell, entrant, connections) {
  const { path, signedIn } = CELLS[cell];
  const row = {
    cell,
    contender: entrant.contender.key,
    connections,
    perSecond: [],
    floorPerSecond: [],
    cpuMicros: [],
    floorCpuMicros: [],
  };
  return { row, pair: { entrant, ...targets(entrant, path, signedIn) } };
}
