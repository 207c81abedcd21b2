// Whether many organisations make the app slower: each query of organisations, on an almost empty database and
// on a full one, in turns.
//
//   npm run organisations -- [--database sqlite|postgresql] [--organisations 100000] [--rounds 300]
//
// Ten members each, one organisation with ten thousand; as many users as organisations. No server is built:
// the queries are the app's own functions, in a process for each database. Writes
// results/organisations-sqlite.json or results/organisations-postgresql.json.
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { parseArgs } from "node:util";
import { endWithUs } from "./lib/children.mjs";
import { median, percentile } from "./lib/figures.mjs";
import { startPostgres } from "./lib/postgres.mjs";
import { writeResult } from "./lib/results.mjs";
import { run } from "./lib/run.mjs";
import { temporaryFolder } from "./lib/temporary.mjs";
import { fill } from "./scale/organisations.mjs";

const root = path.resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    database: { type: "string", default: "sqlite" },
    organisations: { type: "string", default: "100000" },
    rounds: { type: "string", default: "300" },
  },
});
const rounds = Number(values.rounds);
/** Enough to fill a page. */
const FEW = 200;
/** As in scale.mjs: other work on the machine can only slow a query down. */
const QUIET = 0.2;

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const postgres = values.database === "postgresql" ? await startPostgres() : null;

/** A filled database, and a process that asks it. */
async function side(name, organisations) {
  const env = {
    ...process.env,
    DATA_DIR: temporaryFolder(),
    DATABASE_URL: "",
    NODE_ENV: "production",
  };
  if (postgres) {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: postgres });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    env.DATABASE_URL = new URL(`/${name}`, postgres).href;
  }
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  Object.assign(env, {
    NEXTAUTH_URL: "http://localhost",
    NEXTAUTH_SECRET: secret,
    PASSWORD_PEPPER: secret,
  });
  await run(["scripts/prisma/migrate.mjs"], { cwd: root, env });
  await fill(env.DATABASE_URL || path.join(env.DATA_DIR, "latchkey.db"), organisations);
  const child = fork("bench/scale/ask-organisations.ts", [String(organisations)], {
    cwd: root,
    env,
    execArgv: ["--import", "tsx"],
  });
  endWithUs(child);
  await once(child, "message");
  return async (round) => {
    child.send(round);
    const [milliseconds] = await once(child, "message");
    return milliseconds;
  };
}

const [few, many] = [await side("few", FEW), await side("many", Number(values.organisations))];
const times = {};
for (let round = 0; round < rounds; round++) {
  const [first, second] = round % 2 ? [few, many] : [many, few];
  const [one, other] = [await first(round), await second(round)];
  const [small, large] = round % 2 ? [one, other] : [other, one];
  for (const name of Object.keys(small)) {
    times[name] ??= { few: [], many: [] };
    times[name].few.push(small[name]);
    times[name].many.push(large[name]);
  }
}
const figures = Object.entries(times).map(([name, { few, many }]) => ({
  name,
  few: { median: median(few), quiet: percentile(few, QUIET) },
  many: { median: median(many), quiet: percentile(many, QUIET) },
}));
for (const { name, few, many } of figures) {
  const cells = [few.median, many.median, few.quiet, many.quiet].map((ms) => ms.toFixed(2));
  console.log(`${name.padEnd(44)} ${cells.join("  ")} ms`);
}
writeResult(`organisations-${values.database}`, {
  organisations: Number(values.organisations),
  rounds,
  figures,
});
process.exit();
