// What open pages cost: one server keeps many streams of GET /api/me/live, on loopback.
//
//   npm run live -- [--streams 5000] [--seconds 75] [--database postgres://…] [--built ..]
//
// Without --database it makes an SQLite file; the named one must be migrated and empty. --built uses a tree
// that is built already instead of a copy. Prints the resident memory before, with and after them (Linux), how
// long the opening took, how many heard something, and after how long pages learn of a sign-in.
import { request } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildCopy, builtAt, migrate, startServer } from "./lib/app.mjs";
import { cpuSeconds, residentMegabytes } from "./lib/process-figures.mjs";
import { signIn, signInForm } from "./lib/sign-in.mjs";
import { temporaryFolder } from "./lib/temporary.mjs";
import { emailOf, PASSWORD } from "./scale/rows.mjs";
import { seed } from "./scale/seed.mjs";

const { values } = parseArgs({
  options: {
    streams: { type: "string", default: "5000" },
    seconds: { type: "string", default: "75" },
    database: { type: "string", default: "" },
    built: { type: "string", default: "" },
  },
});
const STREAMS = Number(values.streams);
/** The app allows an account twenty. */
const EACH = 20;
const AT_ONCE = 50;
const people = Math.ceil(STREAMS / EACH);

const app = values.built ? builtAt(path.resolve(values.built)) : await buildCopy();
if (values.built) app.data = temporaryFolder();
await migrate(app, { DATABASE_URL: values.database, DATA_DIR: app.data });
await seed(values.database || path.join(app.data, "latchkey.db"), {
  users: people * 2,
  sessions: people,
  events: people * 4,
  seed: 1,
  now: Date.now(),
});
const server = await startServer(app, {
  DATABASE_URL: values.database,
  DATA_DIR: app.data,
  PASSWORD_COST: "4",
  TRUSTED_PROXY_HOPS: "1",
  LIVE_STREAMS: String(STREAMS),
});

const tell = (what, value) => console.log(`${what.padEnd(44)} ${value}`);
const memory = () => residentMegabytes(server.pid);

/** @returns what has arrived on it so far, and how to close it */
function open(cookie) {
  return new Promise((resolve, reject) => {
    const stream = { text: "", ended: false, close: () => outgoing.destroy() };
    const outgoing = request(`${server.url}/api/me/live`, { headers: { cookie }, agent: false });
    outgoing.once("response", (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.setEncoding("utf8").on("data", (chunk) => {
        stream.text += chunk;
      });
      response.once("close", () => {
        stream.ended = true;
      });
      response.on("error", () => {});
      resolve(stream);
    });
    outgoing.on("error", reject).end();
  });
}

try {
  const form = await signInForm(server.url);
  const cookies = [];
  // Every e-mail address is verified except each fiftieth.
  for (let n = 1; cookies.length < people; n++) {
    if (n % 50 === 0) continue;
    const account = { email: emailOf(n), password: PASSWORD };
    cookies.push(await signIn(server.url, form, account).catch(() => null));
    if (!cookies.at(-1)) cookies.pop();
    if (n > people * 2) throw new Error("too few accounts could sign in");
  }
  for (const cookie of cookies) await (await open(cookie)).close();
  await sleep(3000);
  const before = memory();
  tell("people signed in", people);
  tell("MB before", before.toFixed(0));

  const began = performance.now();
  const streams = [];
  for (let n = 0; n < STREAMS; n += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, STREAMS - n) }, (_, at) =>
      open(cookies[Math.floor((n + at) / EACH)]),
    );
    streams.push(...(await Promise.all(some)));
  }
  tell(
    "streams opened",
    `${streams.length}, in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  tell("MB once they are open", memory().toFixed(0));

  const cpu = cpuSeconds(server.pid);
  let most = 0;
  for (let second = 0; second < Number(values.seconds); second++) {
    await sleep(1000);
    most = Math.max(most, memory());
  }
  tell(`MB, the most in ${values.seconds} s`, most.toFixed(0));
  tell("MB at their end", memory().toFixed(0));
  tell("MB more than before, the most", (most - before).toFixed(0));
  const used = (cpuSeconds(server.pid) - cpu) / Number(values.seconds);
  tell("CPU of the open streams", `${(used * 100).toFixed(1)} % of a core`);
  const beaten = streams.filter(({ text, ended }) => !ended && text.includes(":\n\n"));
  tell("open, and with heartbeats", beaten.length);

  const since = performance.now();
  const theirs = streams.slice(0, EACH);
  const known = theirs.map(({ text }) => text.length);
  await signIn(server.url, form, { email: emailOf(1), password: PASSWORD });
  const signedIn = performance.now();
  const told = () => theirs.every(({ text }, n) => text.slice(known[n]).includes("event: changed"));
  while (!told() && performance.now() - since < 10_000) await sleep(5);
  tell(
    "ms until all pages of an account know",
    told() ? (performance.now() - signedIn).toFixed(0) : "never",
  );

  const stopping = performance.now();
  await server.stop();
  tell("ms until the server has ended", (performance.now() - stopping).toFixed(0));
} finally {
  await server.stop();
}
