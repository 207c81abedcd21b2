// What the features cost somebody who uses none of them: µs of CPU for GET /api/me by cookie, with every
// feature on and with every one off, in turns.
//
//   npm run features -- [--rounds 15] [--seconds 2]
//
// Two builds, which differ in lib/platform/config/features.ts alone, on SQLite. The build without features is
// started twice: what its two servers differ by is the noise. Writes results/features.json.
import { parseArgs } from "node:util";
import { buildCopy, migrate, runIn, startServer } from "./lib/app.mjs";
import { median, spread } from "./lib/figures.mjs";
import { FILES } from "./lib/latchkey.mjs";
import { load } from "./lib/load.mjs";
import { writeResult } from "./lib/results.mjs";
import { temporaryFolder } from "./lib/temporary.mjs";
import { nextAuthVisitor } from "./lib/visitor.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    seconds: { type: "string", default: "2" },
  },
});
const rounds = Number(values.rounds);
const length = { duration: Number(values.seconds) };

/** What the features are switched on by that are off by default. */
const ON = {
  EMAIL_SIGN_IN: "true",
  IMPERSONATION: "true",
  CORS_ORIGINS: "https://app.example.com",
  GITHUB_CLIENT_ID: "client",
  GITHUB_CLIENT_SECRET: "secret",
};
const CONNECTIONS = 16;
const READERS = 4;
const WARM_UP = { amount: 4000 };

const tell = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

async function serve(app, more) {
  const settings = { ...more, DATA_DIR: temporaryFolder() };
  await migrate(app, settings);
  await runIn(app, ["--import", "tsx", "seed-accounts.ts"], settings);
  const server = await startServer(app, settings);
  const signIn = nextAuthVisitor(server);
  const cookies = [];
  for (let n = 0; n < READERS; n++) cookies.push(await signIn(n));
  return { url: `${server.url}/api/me`, pid: server.pid, cookies, status: 200 };
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

tell("building with every feature");
const whole = await buildCopy(FILES);
tell("building without");
const bare = await buildCopy(FILES, {
  "lib/platform/config/features.ts": (text) => text.replaceAll(": true,", ": false,"),
});
const targets = { on: await serve(whole, ON), off: await serve(bare), again: await serve(bare) };
tell("warming up");
for (const target of Object.values(targets)) await load(target, CONNECTIONS, WARM_UP);

const micros = { on: [], off: [], again: [] };
const names = Object.keys(targets);
for (let round = 0; round < rounds; round++) {
  tell(`round ${round + 1} of ${rounds}`);
  // Each is first as often as last.
  const first = round % names.length;
  for (const name of [...names.slice(first), ...names.slice(0, first)]) {
    micros[name].push((await load(targets[name], CONNECTIONS, length)).cpuMicros);
  }
}

const ratios = (name) => micros[name].map((value, n) => value / micros.off[n]);
for (const [name, list] of Object.entries(micros)) {
  console.log(`${name}: ${median(list).toFixed(0)} µs of CPU a request (${spread(list)})`);
}
console.log(`on ÷ off: ${median(ratios("on")).toFixed(3)} (${spread(ratios("on"))})`);
console.log(`off ÷ off: ${median(ratios("again")).toFixed(3)} (${spread(ratios("again"))})`);
writeResult("features", { rounds, seconds: length.duration, micros });
process.exit();
