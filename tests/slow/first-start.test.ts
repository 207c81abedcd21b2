import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyTree } from "@/tests/support/app/build-copy";
import { newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { BUILD_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { runScript, type Terminal } from "@/tests/support/process/terminal";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { expectOrderlyLog } from "@/tests/support/requests/expectations";

/*
 * What somebody meets who cloned the app, ran `npm ci` and has set nothing. The tests tell one
 * story, in order.
 */

/** On a machine that has other things to do. */
const ANSWER_TIMEOUT_MS = 60_000;
const PASSWORD = "seven lemons on the wall";
const SECRET = "only-for-tests-9f2c41d07be85a36b4e8";
const ELSEWHERE = "https://accounts.example.com";
/** Nobody is there. */
const POSTGRES = "postgres://ada:hunter2@localhost:1/latchkey";

let tree = "";
let port = "";
let url = "";
/** The last start. */
let app: Terminal;
const running: Terminal[] = [];
/** Somebody's session, and whose it is. */
let cookie: string;
let email: string;
/** What the first start made up. */
let invented: Record<string, string>;

beforeAll(async () => {
  tree = copyTree([]);
  // As git has it.
  rmSync(inTree("lib/platform/db/generated"), { recursive: true });
  port = String(await freePort());
  url = `http://localhost:${port}`;
}, BUILD_MS);

afterAll(async () => {
  for (const terminal of running) await terminal.kill();
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

const inTree = (path: string) => join(tree, path);
const settingsText = () => readFileSync(inTree(".env.local"), "utf8");

/** What .env.local sets, in its order. */
const settings = () =>
  Object.fromEntries([...settingsText().matchAll(/^(\w+)=(.*)\n/gm)].map(([, ...pair]) => pair));

/** Runs a script in the tree. Whatever comes, it does not outlive the tests. */
function run(script: "start" | "seed", env?: Record<string, string>, args?: string[]): Terminal {
  const terminal = runScript(tree, script, env, args);
  running.push(terminal);
  return terminal;
}

/** The lines that a start printed before one that matches. */
const linesBefore = (line: RegExp) => app.output().split(line, 1)[0]?.split("\n").filter(Boolean);

/** Starts the app and waits until it answers where it says. @returns the lines it printed before */
async function start(env?: Record<string, string>) {
  app = run("start", env);
  const [, address = ""] = await app.says(/^ {2}Serving (\S+)\n/m, BUILD_MS);
  expect(address).toBe(url);
  const answers = () =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
  await until("the address answers", answers, ANSWER_TIMEOUT_MS);
  return linesBefore(/^ {2}Serving /m);
}

/** Starts the app, and ends it as soon as it builds. @returns the lines it printed before */
async function startUntilItBuilds() {
  app = run("start", { PORT: port });
  const [line] = await app.says(/^ {2}(Building|Serving) .+\n/m);
  await app.kill();
  expect(line).toBe("  Building the app (about a minute)\n");
  return linesBefore(/^ {2}Building /m);
}

async function stop() {
  expect(await app.stop()).toBe(0);
  expectOrderlyLog(app.output());
}

const get = (path: string, as: string) => newClient(url).get(path).set("Cookie", as);

/** Signs in through the form. @returns the session cookie */
const signIn = async (fields: { email: string; password: string }) =>
  sessionCookie(await submitSignIn(newClient(url), fields));

test(
  "the first start sets everything up, prints each step, and answers where it says",
  async () => {
    expect(await start({ PORT: port })).toEqual([
      "  Wrote fresh secrets to .env.local",
      "  Generated the database clients",
      expect.stringMatching(/^ {2}Applied \d+ migrations$/),
      "  Building the app (about a minute)",
    ]);
    invented = settings();
    expect(invented).toEqual({
      NEXTAUTH_URL: url,
      // 32 random bytes.
      NEXTAUTH_SECRET: expect.stringMatching(/^[\w-]{43}$/),
      PASSWORD_PEPPER: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(invented.PASSWORD_PEPPER).not.toBe(invented.NEXTAUTH_SECRET);
    expect(statSync(inTree(".env.local")).mode & 0o777).toBe(0o600);
    expect(app.output()).not.toContain(invented.NEXTAUTH_SECRET);
  },
  BUILD_MS,
);

test("somebody signs up, opens the link on the terminal, and signs in", async () => {
  email = newEmail();
  const visitor = newClient(url);
  const fields = { name: "Ada Lovelace", email, password: PASSWORD };
  await visitor
    .post("/api/account")
    .type("form")
    .send(fields)
    .expect(303)
    .expect("Location", "/check-mail");
  const [, link = ""] = await app.says(new RegExp(`Mail to ${email}: .+\n +(\\S+)\n`));
  const { origin, pathname, searchParams } = new URL(link);
  expect([origin, pathname]).toEqual([url, "/link/verify"]);
  await visitor.get(link.slice(origin.length)).expect(200);
  await visitor
    .post("/api/account/verify-email")
    .type("form")
    .send({ token: searchParams.get("token") })
    .expect(303)
    .expect("Location", `${link.slice(origin.length)}&done=1`);
  cookie = await signIn({ email, password: PASSWORD });
  await get("/dashboard", cookie).expect(200);
  const { body } = await get("/api/me", cookie).expect(200);
  expect(body.user).toMatchObject({ email, role: "user" });
});

test("the first administrator's link is on the terminal, too", async () => {
  const [, link = ""] = await app.says(/^No administrator yet\. .+: (\S+)\n/m);
  expect(new URL(link).origin).toBe(url);
  const { text } = await get(link.slice(url.length), cookie).expect(200);
  expect(text).toContain("Become the administrator");
});

test(
  "a restart does nothing twice, and people stay signed in",
  async () => {
    const before = settingsText();
    await stop();
    // Its port, too, is the one of before.
    expect(await start()).toEqual([]);
    expect(settingsText()).toBe(before);
    const { body } = await get("/api/me", cookie).expect(200);
    expect(body.user).toMatchObject({ email, name: "Ada Lovelace" });
    await signIn({ email, password: PASSWORD });
  },
  BUILD_MS,
);

type Demo = { role: string; email: string; password: string };

/** Runs `npm run seed` to its end. @returns the accounts it printed */
async function seed(...args: string[]): Promise<Demo[]> {
  const terminal = run("seed", {}, args);
  expect({ code: await terminal.ended, output: terminal.output() }).toMatchObject({ code: 0 });
  const lines = terminal.output().matchAll(/^(user|admin) +(\S+@\S+) +(\S+)\n/gm);
  return [...lines].map(([, role = "", email = "", password = ""]) => ({ role, email, password }));
}

/** Signs in as a demo account, which must find what its role may see. */
async function lookAround({ role, ...credentials }: Demo) {
  const session = await signIn(credentials);
  await get("/dashboard", session).expect(200);
  await get("/admin", session).expect(role === "admin" ? 200 : 307);
  const { body } = await get("/api/me", session).expect(200);
  expect(body.user).toMatchObject({ role, email: credentials.email });
  return { session, id: body.user.id };
}

const DEMO = [
  { role: "user", email: "demo@example.com", password: expect.stringMatching(/^[\w-]{16}$/) },
  { role: "admin", email: "admin@example.com", password: expect.stringMatching(/^[\w-]{16}$/) },
];

test(
  "npm run seed creates a user and an administrator; again, it gives them new passwords and ends their sessions",
  async () => {
    const before = settingsText();
    const first = await seed();
    expect(first).toEqual(DEMO);
    const visits = [];
    for (const demo of first) visits.push(await lookAround(demo));

    const second = await seed();
    expect(second).toEqual(DEMO);
    for (const { session } of visits) await get("/api/me", session).expect(401);
    for (const { email, password } of first) {
      const refused = await submitSignIn(newClient(url), { email, password });
      expect(refused.headers.location).toMatch(/\/signin\b/);
    }
    const ids = [];
    for (const demo of second) ids.push((await lookAround(demo)).id);
    expect(ids).toEqual(visits.map(({ id }) => id));
    // It is nobody else's affair.
    await get("/api/me", cookie).expect(200);
    expect(settingsText()).toBe(before);
  },
  BUILD_MS,
);

test("npm run seed -- --demo adds a company; again, it gives its administrator a new password", async () => {
  const first = await seed("--demo");
  const marta = { ...DEMO[1], email: "marta.lindqvist@harbour-press.example" };
  expect(first).toEqual([...DEMO, marta]);
  const { session } = await lookAround(first[2] as Demo);
  const people = await get("/api/admin/users?q=harbour-press", session).expect(200);
  expect(people.body.users).toHaveLength(9);

  expect(await seed("--demo")).toEqual(first.map(() => expect.anything()));
  await get("/api/me", session).expect(401);
});

test(
  "a changed source file is built",
  async () => {
    await stop();
    const page = inTree("pages/dashboard.tsx");
    const before = readFileSync(page);
    appendFileSync(page, "\n// Changed.\n");
    expect(await startUntilItBuilds()).toEqual([]);
    // Broken off halfway, it is no build of what was there before, either.
    writeFileSync(page, before);
    expect(await startUntilItBuilds()).toEqual([]);
  },
  BUILD_MS,
);

describe("without .env.local", () => {
  beforeEach(() => rmSync(inTree(".env.local"), { force: true }));

  test.each<[string, Record<string, string>, RegExp]>([
    ["https", { NEXTAUTH_URL: ELSEWHERE }, /^NEXTAUTH_SECRET is missing$/],
    [
      "PostgreSQL",
      { NEXTAUTH_URL: "http://localhost:3000", DATABASE_URL: POSTGRES },
      /^NEXTAUTH_SECRET is missing$/,
    ],
    ["PostgreSQL, and no address", { DATABASE_URL: POSTGRES }, /^NEXTAUTH_URL is missing$/],
    [
      "a path, and a secret",
      { NEXTAUTH_URL: `${ELSEWHERE}/accounts`, NEXTAUTH_SECRET: SECRET },
      /^NEXTAUTH_URL must be an origin without a path$/,
    ],
    [
      "a database that is away, and a secret",
      {
        NEXTAUTH_URL: ELSEWHERE,
        NEXTAUTH_SECRET: SECRET,
        PASSWORD_PEPPER: SECRET,
        DATABASE_URL: POSTGRES,
      },
      /^The database at localhost:1 cannot be used: Can't reach .+$/,
    ],
  ])("with %s nothing is generated, and the start ends", async (_, env, reason) => {
    app = run("start", env);
    expect(await app.ended).toBe(1);
    const [, told] = /^Cannot start: (.*)\n$/.exec(app.output()) ?? [];
    expect(told).toMatch(reason);
    expect(existsSync(inTree(".env.local"))).toBe(false);
  });

  test(
    "a database with passwords gets other secrets, and the lost passwords are reported",
    async () => {
      expect(await startUntilItBuilds()).toEqual([
        "  Wrote fresh secrets to .env.local",
        expect.stringMatching(
          /^ {2}Warning: \d+ of \d+ passwords looked at were made with a pepper/,
        ),
      ]);
      expect(Object.keys(settings())).toEqual(Object.keys(invented));
      expect(settings().NEXTAUTH_SECRET).not.toBe(invented.NEXTAUTH_SECRET);
    },
    BUILD_MS,
  );

  test("npm run seed sets up what is missing, as a start does", async () => {
    rmSync(inTree(".data"), { recursive: true });
    expect(await seed()).toEqual(DEMO);
    expect(Object.keys(settings())).toEqual(Object.keys(invented));
    expect(settings().NEXTAUTH_SECRET).not.toBe(invented.NEXTAUTH_SECRET);
    expect(settings().PASSWORD_PEPPER).not.toBe(invented.PASSWORD_PEPPER);
  });
});
