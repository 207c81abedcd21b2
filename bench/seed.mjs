// Fills a migrated, empty database with the rows of a large installation after a year.
// The same options give the same rows; times end at --now, so that sessions are live.
//
//   npm run seed -- --to ../.data/latchkey.db [--users 1000000] [--sessions 5000000]
//     [--events 20000000] [--seed 1] [--now 2026-01-31T12:00:00Z]
//   npm run seed -- --to postgres://…
import { parseArgs } from "node:util";
import { seed } from "./scale/seed.mjs";

const { values } = parseArgs({
  options: {
    to: { type: "string" },
    users: { type: "string", default: "1000000" },
    sessions: { type: "string", default: "5000000" },
    events: { type: "string", default: "20000000" },
    seed: { type: "string", default: "1" },
    now: { type: "string", default: new Date().toISOString() },
  },
});
if (!values.to) throw new Error("Say where to: --to FILE or --to postgres://…");
await seed(values.to, {
  users: Number(values.users),
  sessions: Number(values.sessions),
  events: Number(values.events),
  seed: Number(values.seed),
  now: Date.parse(values.now),
});
