// Whether memory stays flat: a server under a mixed load at a bounded rate, its resident memory and
// open files, of all its processes, read from outside (Linux) every ten seconds.
//
//   npm run memory -- [--minutes 30] [--rate 100] [--workers 1] [--cost 4] [--database postgres://…]
//
// Of a hundred requests seven hash a password: at --cost 12 take a lower rate. Without --database it makes an SQLite
// file; the named one must be migrated and empty.
// Writes results/memory.json: every sample, and the slope after the warm-up in MB an hour.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildCopy, startServer, startWorkers } from "./lib/app.mjs";
import { slope } from "./lib/figures.mjs";
import { openFiles, residentMegabytes, withChildren } from "./lib/process-figures.mjs";
import { writeResult } from "./lib/results.mjs";
import { answers } from "./lib/server.mjs";
import { signIn, signInForm, submitSignIn } from "./lib/sign-in.mjs";
import { emailOf, PASSWORD } from "./scale/rows.mjs";
import { seed } from "./scale/seed.mjs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    rate: { type: "string", default: "100" },
    workers: { type: "string", default: "1" },
    cost: { type: "string", default: "4" },
    database: { type: "string", default: "" },
  },
});
const seconds = Number(values.minutes) * 60;
const ACCOUNTS = 200;
const SAMPLE_MS = 10_000;
/** The first part is left out: code is compiled and caches fill. */
const WARM_UP = 0.2;
/** Five minutes. */
const FLOOR_SAMPLES = 30;

const app = await buildCopy();
await seed(values.database || path.join(app.data, "latchkey.db"), {
  users: ACCOUNTS,
  sessions: 1000,
  events: 4000,
  seed: 1,
  now: Date.now(),
});
const environment = {
  DATABASE_URL: values.database,
  PASSWORD_COST: values.cost,
  TRUSTED_PROXY_HOPS: "1",
};
const workers = Number(values.workers);
const server =
  workers > 1 ? await startWorkers(app, workers, environment) : await startServer(app, environment);
await answers(server, "/api/health/ready");

const form = await signInForm(server.url);
/** Every e-mail address is verified except each fiftieth. */
const account = () => {
  const n = 1 + Math.floor(Math.random() * 48);
  return { email: emailOf(n), password: PASSWORD };
};
const standing = [];
for (let n = 1; n <= 20; n++) {
  standing.push(await signIn(server.url, form, { email: emailOf(n), password: PASSWORD }));
}
const somebody = () => standing[Math.floor(Math.random() * standing.length)];

async function get(address, cookie, expected = 200) {
  const response = await fetch(server.url + address, { headers: { cookie } });
  await response.arrayBuffer();
  if (response.status !== expected) throw new Error(`${address}: ${response.status}`);
}

/** The kinds of request, and how many of a hundred each makes. */
const LOAD = [
  [50, () => get("/api/me", somebody())],
  [10, () => get("/api/me", "", 401)],
  [10, () => get("/dashboard", somebody())],
  [10, () => get("/api/me/sessions", somebody())],
  [8, () => get("/api/me/events", somebody())],
  [5, () => get("/signin", "")],
  [4, signInAndOut],
  [3, refusedSignIn],
];

/** Signs out again: otherwise the lists of sessions would grow, and with them every answer. */
async function signInAndOut() {
  const cookie = await signIn(server.url, form, account());
  const headers = { cookie, origin: server.url };
  const response = await fetch(`${server.url}/api/me/sessions`, { headers });
  const { id } = (await response.json()).sessions.find(({ current }) => current);
  await fetch(`${server.url}/api/me/sessions/${id}`, { method: "DELETE", headers });
}

async function refusedSignIn() {
  const email = `nobody-${Math.floor(Math.random() * 1e9)}@example.com`;
  await submitSignIn(server.url, form, { email, password: "wrong horse battery staple" });
}

function one() {
  let left = Math.random() * 100;
  return LOAD.find(([share]) => {
    left -= share;
    return left < 0;
  })[1]();
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

function sample(start) {
  const processes = withChildren(server.pid);
  return {
    seconds: Math.round((performance.now() - start) / 1000),
    rssMegabytes: sum(processes.map(residentMegabytes)),
    openFiles: sum(processes.map(openFiles)),
    requests: done,
    failed,
  };
}

let done = 0;
let failed = 0;
const pending = new Set();

async function count(work) {
  try {
    await work;
    done++;
  } catch (error) {
    if (failed++ < 10) console.error(String(error), error.cause ?? "");
  }
}

async function load(start) {
  for (let n = 0; n < seconds * Number(values.rate); n++) {
    const wait = start + (n * 1000) / Number(values.rate) - performance.now();
    if (wait > 0) await sleep(wait);
    // Bounded: a machine that cannot keep up gets requests more slowly.
    while (pending.size >= 64) await Promise.race(pending);
    const work = count(one()).finally(() => pending.delete(work));
    pending.add(work);
  }
  await Promise.all(pending);
}

const samples = [];
try {
  const start = performance.now();
  const timer = setInterval(() => {
    const now = sample(start);
    samples.push(now);
    const bar = "█".repeat(Math.round(now.rssMegabytes / 10));
    console.log(
      `${String(now.seconds).padStart(5)} s ${now.rssMegabytes.toFixed(0).padStart(4)} MB ${bar} ${now.openFiles} files, ${done} done, ${failed} failed`,
    );
  }, SAMPLE_MS);
  await load(start);
  clearInterval(timer);
} finally {
  await server.stop();
}

const warm = samples.slice(Math.floor(samples.length * WARM_UP));
const perHour = (list) =>
  slope(
    list.map((one) => one.seconds / 3600),
    list.map(({ rssMegabytes }) => rssMegabytes),
  );
/** Memory rises between two garbage collections: the lowest value of a period shows what stays. */
const floors = [];
for (let n = 0; n + FLOOR_SAMPLES <= warm.length; n += FLOOR_SAMPLES) {
  const part = warm.slice(n, n + FLOOR_SAMPLES);
  floors.push(part.reduce((low, one) => (one.rssMegabytes < low.rssMegabytes ? one : low)));
}
const lowest = floors.map(({ rssMegabytes }) => Math.round(rssMegabytes));
console.log(`after the warm-up, the lowest of every five minutes: ${lowest.join(", ")} MB`);
console.log(
  `all samples rise by ${perHour(warm).toFixed(1)} MB an hour; ${done} requests, ${failed} failed`,
);
writeResult("memory", {
  minutes: Number(values.minutes),
  rate: Number(values.rate),
  workers,
  cost: Number(values.cost),
  database: values.database ? "PostgreSQL" : "SQLite",
  lowestOfEveryFiveMinutes: lowest,
  megabytesPerHour: perHour(warm),
  requests: done,
  failed,
  samples,
});
