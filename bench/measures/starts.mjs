import { setTimeout as sleep } from "node:timers/promises";
import { enter, targets } from "../lib/contest.mjs";
import { load } from "../lib/load.mjs";
import { residentMegabytes } from "../lib/process-figures.mjs";
import { answers } from "../lib/server.mjs";

const CONNECTIONS = 16;
const LOAD = { amount: 3000 };
const REST_MS = 1000;

/**
 * From the start of the process to the first 200 of GET /api/me, memory at rest after it, and
 * in the last round, memory after 3,000 of it at 16 connections.
 * @returns a row a contender; a number a round in each list
 */
export async function starts(contenders, { rounds, tell }) {
  const rows = contenders.map((contender) => ({
    contender: contender.key,
    firstAnswerMs: [],
    idleMegabytes: [],
    loadedMegabytes: [],
  }));
  const cookies = await Promise.all(contenders.map(cookieOf));
  for (let round = 1; round <= rounds; round++) {
    tell(`round ${round} of ${rounds}: start, memory`);
    for (const [index, contender] of contenders.entries()) {
      const server = await contender.start();
      await answers(server, "/api/me", cookies[index]);
      rows[index].firstAnswerMs.push(performance.now() - server.started);
      await sleep(REST_MS);
      rows[index].idleMegabytes.push(residentMegabytes(server.pid));
      if (round === rounds) {
        const entrant = { contender, server, cookies: [cookies[index]] };
        await load(targets(entrant, "/api/me", true).own, CONNECTIONS, LOAD);
        await sleep(REST_MS);
        rows[index].loadedMegabytes.push(residentMegabytes(server.pid));
      }
      await server.stop();
    }
  }
  return rows;
}

/** A session outlives the server that opened it. */
async function cookieOf(contender) {
  const { server, cookies } = await enter(contender, null, { readers: 1 });
  await server.stop();
  return cookies[0];
}
