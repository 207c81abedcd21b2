// Measures whether a large database makes the app slower: the same requests go alternately to a server
// with an almost empty database and to one with a full database.
//
//   npm run scale -- [--database sqlite|postgresql] [--users 1000000] [--sessions 5000000]
//     [--events 20000000] [--rounds 200] [--full FILE or postgres://…] [--app FOLDER]
//
// --full names a database that `npm run seed` has filled with these counts, instead of a new one.
// --app names a built tree, instead of a copy that is built first.
// Writes results/scale-sqlite.json or results/scale-postgresql.json.
import { mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { firstIdAt } from "../lib/platform/db/time-ordered-id.ts";
import { buildCopy, builtAt, migrate, startServer } from "./lib/app.mjs";
import { median, percentile, spread } from "./lib/figures.mjs";
import { startPostgres } from "./lib/postgres.mjs";
import { writeResult } from "./lib/results.mjs";
import { randomCaller, signIn, signInForm } from "./lib/sign-in.mjs";
import { timed } from "./lib/timed.mjs";
import { emailOf, OFFICE, PASSWORD } from "./scale/rows.mjs";
import { seed } from "./scale/seed.mjs";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "sqlite" },
    users: { type: "string", default: "1000000" },
    sessions: { type: "string", default: "5000000" },
    events: { type: "string", default: "20000000" },
    rounds: { type: "string", default: "200" },
    full: { type: "string" },
    app: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const DAY = 24 * 60 * 60_000;
const now = Date.now();
/** As many for each user as in the full database, and enough to fill a page in both. */
const FEW = { users: 300, sessions: 1500, events: 6000, seed: 1, now };
const MANY = {
  users: Number(values.users),
  sessions: Number(values.sessions),
  events: Number(values.events),
  seed: 1,
  now,
};
/** How many people sign in beforehand; their sessions are then checked in turn. */
const VISITORS = 20;
const WARM_UP = 20;
const SETTLE_MS = 50;
/** The spread is that of the ratio over this many parts of the run. */
const PARTS = 5;
/** Other work on the machine can only slow a request down: the fastest fifth was disturbed least. */
const QUIET = 0.2;

/** Creates a migrated database. @returns settings for the app, and `to` for the seeding */
async function newDatabase(app, name, postgres) {
  if (postgres) {
    const url = new URL(`/bench_${name}`, postgres).href;
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: postgres });
    await client.connect();
    await client.query(`CREATE DATABASE bench_${name}`);
    await client.end();
    await migrate(app, { DATABASE_URL: url });
    return { settings: { DATABASE_URL: url }, to: url };
  }
  mkdirSync(app.data, { recursive: true });
  const folder = mkdtempSync(path.join(app.data, `${name}-`));
  await migrate(app, { DATA_DIR: folder });
  return { settings: { DATA_DIR: folder }, to: path.join(folder, "latchkey.db") };
}

const filled = (to) =>
  to.startsWith("postgres")
    ? { settings: { DATABASE_URL: to }, to }
    : { settings: { DATA_DIR: path.dirname(path.resolve(to)) }, to };

/** Starts a server on a database, and signs people in. */
async function open(app, { settings }, { users }) {
  // Cost 4, the lowest: otherwise the hash, which needs no database, would hide the rest.
  const more = { ...settings, PASSWORD_COST: "4", TRUSTED_PROXY_HOPS: "1" };
  const server = await startServer(app, more);
  const form = await signInForm(server.url);
  const admin = await signIn(server.url, form, { email: emailOf(0), password: PASSWORD });
  const visitors = [];
  // From the middle, where users have a typical number of sessions and events.
  const visitor = (n) => {
    const found = Math.floor(users * (0.35 + (0.3 * n) / rounds / 2));
    return emailOf(found % 50 === 49 ? found + 1 : found);
  };
  for (let n = 0; n < VISITORS; n++) {
    const account = { email: visitor(n), password: PASSWORD };
    visitors.push(await signIn(server.url, form, account));
  }
  const middle = emailOf(Math.floor(users / 2));
  const asAdmin = async (address) =>
    JSON.parse((await timed(server.url + address, { headers: { cookie: admin } })).text);
  const { users: found } = await asAdmin(`/api/admin/users?q=${middle}`);
  return { server, form, admin, visitors, visitor, middle, id: found[0].id };
}

const get = (address, cookie) => ({ address, options: { headers: { cookie } } });
const asVisitor = (address) => (side, n) => get(address, side.visitors[n % side.visitors.length]);
const asAdmin = (query) => (side, n) => get(`/api/admin/${query(side, n)}`, side.admin);
const halfYearAgo = firstIdAt(new Date(now - 180 * DAY));
const day = (ago) => new Date(now - ago * DAY).toISOString().slice(0, 10);

const signInOf =
  (person) =>
  ({ server, form, visitor }, n) => ({
    address: "/api/auth/callback/credentials",
    expected: 303,
    options: {
      method: "POST",
      headers: {
        origin: server.url,
        cookie: form.cookie,
        "x-forwarded-for": randomCaller(),
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({
        csrfToken: form.csrfToken,
        email: visitor(person(n)),
        password: PASSWORD,
      }).toString(),
    },
  });

/** The requests: who sends each and what it asks, given a side and the number of the round. */
const CASES = {
  "sign-in": signInOf((n) => n % VISITORS),
  "sign-in, first in a long time": signInOf((n) => VISITORS + n),
  "session check": asVisitor("/api/me"),
  "session list": asVisitor("/api/me/sessions"),
  "own events": asVisitor("/api/me/events"),
  dashboard: asVisitor("/dashboard"),
  "users: all": asAdmin(() => "users"),
  "users: all, deep": asAdmin(({ id }) => `users?after=${id}`),
  "users: an exact address": asAdmin(({ middle }) => `users?q=${middle}`),
  "users: few match": asAdmin(({ middle }) => `users?q=${middle.split("@")[0].slice(0, -1)}`),
  "users: all match": asAdmin(() => "users?q=example"),
  "users: all match, deep": asAdmin(({ id }) => `users?q=example&after=${id}`),
  "users: nobody matches": asAdmin(() => "users?q=zzzz"),
  "audit: all": asAdmin(() => "events"),
  "audit: all, deep": asAdmin(() => `events?before=${halfYearAgo}`),
  "audit: an account": asAdmin(({ visitor }, n) => `events?account=${visitor(n % VISITORS)}`),
  "audit: an account, first time": asAdmin(
    ({ visitor }, n) => `events?account=${visitor(VISITORS + n)}`,
  ),
  "audit: an account's sign-ins": asAdmin(
    ({ visitor }, n) => `events?account=${visitor(n % VISITORS)}&type=authn_login_success`,
  ),
  "audit: a type": asAdmin(() => "events?type=authn_login_success"),
  "audit: a type, deep": asAdmin(() => `events?type=authn_login_success&before=${halfYearAgo}`),
  "audit: an address": asAdmin(() => `events?ipAddress=${OFFICE}`),
  "audit: dates": asAdmin(() => `events?from=${day(100)}&until=${day(70)}`),
};

async function measure(side, make, n) {
  const { address, expected = 200, options } = make(side, n);
  const answer = await timed(side.server.url + address, options);
  if (answer.status !== expected || answer.headers.location?.includes("/signin")) {
    throw new Error(`${address}: ${answer.status} ${answer.text.slice(0, 200)}`);
  }
  // A mail is sent after the answer, and must not count as part of the next request.
  if (options.method) await sleep(SETTLE_MS);
  return answer.milliseconds;
}

const app = values.app ? builtAt(path.resolve(values.app)) : await buildCopy();
const postgres = values.database === "postgresql" ? await startPostgres() : null;
const servers = [];
try {
  const few = await newDatabase(app, "few", postgres);
  await seed(few.to, FEW);
  const many = values.full ? filled(values.full) : await newDatabase(app, "many", postgres);
  if (!values.full) await seed(many.to, MANY);
  const empty = await open(app, few, FEW);
  servers.push(empty.server);
  const full = await open(app, many, MANY);
  servers.push(full.server);

  const times = Object.fromEntries(
    Object.keys(CASES).map((name) => [name, { empty: [], full: [] }]),
  );
  for (let n = -WARM_UP; n < rounds; n++) {
    for (const [name, make] of Object.entries(CASES)) {
      const first = n % 2 === 0;
      const one = await measure(first ? empty : full, make, Math.abs(n));
      const other = await measure(first ? full : empty, make, Math.abs(n));
      if (n < 0) continue;
      times[name].empty.push(first ? one : other);
      times[name].full.push(first ? other : one);
    }
  }
  const figures = Object.entries(times).map(([name, { empty, full }]) => {
    const size = Math.ceil(rounds / PARTS);
    const ratios = Array.from({ length: PARTS }, (_, part) => {
      const of = (list) => median(list.slice(part * size, (part + 1) * size));
      return of(full) / of(empty);
    });
    const [emptyMs, fullMs] = [median(empty), median(full)];
    const quiet = percentile(full, QUIET) / percentile(empty, QUIET);
    return { name, emptyMs, fullMs, ratio: fullMs / emptyMs, spread: spread(ratios), quiet };
  });
  console.log(`${"".padEnd(30)}   empty     full   ratio  quiet  spread`);
  for (const { name, emptyMs, fullMs, ratio, quiet, spread } of figures) {
    console.log(
      `${name.padEnd(30)} ${emptyMs.toFixed(2).padStart(7)}  ${fullMs.toFixed(2).padStart(7)}  ${ratio.toFixed(2).padStart(6)}  ${quiet.toFixed(2).padStart(5)}  ${spread}`,
    );
  }
  const { users, sessions, events } = MANY;
  writeResult(`scale-${values.database}`, { users, sessions, events, rounds, figures });
} finally {
  for (const server of servers) await server.stop();
}
