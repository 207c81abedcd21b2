import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import bcrypt from "bcryptjs";
import { READERS, targets } from "../lib/contest.mjs";
import { median, percentile } from "../lib/figures.mjs";
import { probe } from "../lib/probe.mjs";
import { ACCOUNTS, COST, PASSWORD } from "../peers/shared/accounts.mjs";

/** Single hashes differ by a quarter. */
const HASHES = 5;
/** Taken over many hashes: the last one may have a core to itself. */
const STORM_SECONDS = 6;
/** All visitors begin at the same moment; after this time they are spread out. */
const SETTLING_SECONDS = 1;
/** More than the cores can hash at once, so that they are never idle. */
const VISITORS = 4 * availableParallelism();

/**
 * Measures sign-ins a second while they saturate the machine, and how long GET /api/me takes for others
 * at that time, compared with a machine at rest.
 * @returns a row a contender; a number a round in each list
 */
export async function signIns(entrants, { rounds, stormSeconds = STORM_SECONDS, tell }) {
  const rows = entrants
    .filter(({ contender }) => contender.visitor)
    .map((entrant) => ({
      entrant,
      row: {
        contender: entrant.contender.key,
        hashMs: [],
        perSecond: [],
        idleP50: [],
        idleP99: [],
        busyP50: [],
        busyP99: [],
      },
    }));
  for (let round = 1; round <= rounds; round++) {
    tell(`round ${round} of ${rounds}: sign-ins`);
    for (const { entrant, row } of rows) {
      const me = targets(entrant, "/api/me", true).own;
      row.hashMs.push(timeOfHash());
      const idle = await probe(me, stormSeconds);
      row.perSecond.push(await storm(entrant, stormSeconds));
      const [, busy] = await Promise.all([
        storm(entrant, SETTLING_SECONDS + stormSeconds),
        setTimeout(SETTLING_SECONDS * 1000).then(() => probe(me, stormSeconds)),
      ]);
      row.idleP50.push(percentile(idle, 0.5));
      row.idleP99.push(percentile(idle, 0.99));
      row.busyP50.push(percentile(busy, 0.5));
      row.busyP99.push(percentile(busy, 0.99));
    }
  }
  return rows.map(({ row }) => row);
}

const record = bcrypt.hashSync(PASSWORD, COST);

/** How long checking one password takes, alone on one thread, in ms: the median of a few. */
function timeOfHash() {
  const times = Array.from({ length: HASHES }, () => {
    const start = performance.now();
    bcrypt.compareSync(PASSWORD, record);
    return performance.now() - start;
  });
  return median(times);
}

let turn = 0;

/** Visitors who sign in again and again, each time to another account. @returns sign-ins a second */
async function storm({ contender, server }, seconds) {
  const start = performance.now();
  const end = start + seconds * 1000;
  let count = 0;
  const visitors = Array.from({ length: VISITORS }, async () => {
    const signIn = contender.visitor(server);
    while (performance.now() < end) {
      turn++;
      await signIn(READERS + (turn % (ACCOUNTS - READERS)));
      count++;
    }
  });
  await Promise.all(visitors);
  return count / ((performance.now() - start) / 1000);
}
