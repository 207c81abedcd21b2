// Two workers beside one: requests a second for GET /api/me, signed in, by turns. On an idle machine.
//
//   npm run workers -- --rounds 7 --seconds 3 --connections 32
import { parseArgs } from "node:util";
import { buildCopy, migrate, runIn, startWorkers } from "./lib/app.mjs";
import { enter, targets } from "./lib/contest.mjs";
import { median } from "./lib/figures.mjs";
import { FILES } from "./lib/latchkey.mjs";
import { load } from "./lib/load.mjs";
import { nextAuthVisitor } from "./lib/visitor.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "3" },
    connections: { type: "string", default: "32" },
  },
});
const { rounds, seconds, connections } = Object.fromEntries(
  Object.entries(values).map(([name, value]) => [name, Number(value)]),
);
const WARM_UP = { amount: 2000 };

const app = await buildCopy(FILES);
await migrate(app);
await runIn(app, ["--import", "tsx", "seed-accounts.ts"]);

const entrants = [];
for (const workers of [1, 2]) {
  const contender = { visitor: nextAuthVisitor, start: () => startWorkers(app, workers) };
  entrants.push(await enter(contender, null));
}

const perSecond = entrants.map(() => []);
for (let round = 0; round <= rounds; round++) {
  for (const [index, entrant] of entrants.entries()) {
    const { own } = targets(entrant, "/api/me", true);
    const length = round === 0 ? WARM_UP : { duration: seconds };
    const { perSecond: answered } = await load(own, connections, length);
    if (round > 0) perSecond[index].push(answered);
  }
}
const times = perSecond[1].map((two, round) => two / perSecond[0][round]);
const [one, two] = perSecond.map((each) => Math.round(median(each)));
const spread = [Math.min(...times), Math.max(...times)].map((each) => each.toFixed(2)).join("–");
console.log(`one: ${one} a second, two: ${two}, times: ${median(times).toFixed(2)} (${spread})`);
for (const { server } of entrants) await server.stop();
