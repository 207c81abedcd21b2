import { mkdtempSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { app } from "@/tests/support/app/app";
import { signUpByMail, startOwnApp } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { makeSqliteTemplate } from "@/tests/support/database/databases";
import { newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { until } from "@/tests/support/process/until";
import { newClient, randomAddress } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { closeLive, openLive } from "@/tests/support/requests/live";

/** The second process starts once the first one is ready. */
const SECOND_PROCESS_MS = 60_000;

let own: AppServer;
let metrics: string;

beforeAll(async () => {
  const METRICS_PORT = String(await freePort());
  own = await startOwnApp("metrics", { METRICS_PORT });
  metrics = `http://127.0.0.1:${METRICS_PORT}/metrics`;
}, START_MS);

afterAll(() => own.stop());

/** The value of a sample as it is written, without the name that all have; 0 where it is not there. */
async function sampled(sample: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  const line = text.split("\n").find((one) => one.startsWith(`latchkey_${sample} `));
  return Number(line?.split(" ").at(-1) ?? 0);
}

test("a wrong password shows as a failure, and as a request", async () => {
  const failures = 'security_events_total{event="authn_login_fail",outcome="failure"}';
  const before = [
    await sampled(failures),
    await sampled('http_requests_total{method="POST",status="303"}'),
  ];
  const client = newClient(own.url);
  await submitSignIn(client, { email: newEmail(), password: "not the password" });
  await until("both are counted", async () => {
    const now = [
      await sampled(failures),
      await sampled('http_requests_total{method="POST",status="303"}'),
    ];
    return now.every((value, n) => value === (before[n] ?? 0) + 1);
  });
});

test("states are read when the metrics are requested", async () => {
  expect(await sampled("database_up")).toBe(1);
  expect(await sampled("process_memory_bytes")).toBeGreaterThan(1e7);
  expect(await sampled("password_seats_taken")).toBe(0);
});

test("an open stream shows while it is open, and counts as answered when it begins", async () => {
  const cookie = sessionCookie(await submitSignIn(newClient(own.url), await signUpByMail(own)));
  // The requests before it were answered otherwise, or are counted by now.
  const answered = () => sampled('http_requests_total{method="GET",status="200"}');
  const before = await answered();
  const stream = await openLive(cookie, { url: own.url });
  expect(stream.status).toBe(200);
  await until("it is counted while it is open", async () => (await answered()) === before + 1);
  expect(await sampled("live_streams")).toBe(1);
  closeLive();
  await until("it is closed", async () => (await sampled("live_streams")) === 0);
  expect(await answered()).toBe(before + 1);
});

test("a delivered mail shows", async () => {
  const before = await sampled('mails_total{outcome="delivered"}');
  const fields = { name: "Ada", email: newEmail(), password: "seven lemons on the wall" };
  await newClient(own.url).post("/api/account").send(fields).expect(202);
  await until("it shows", async () => (await sampled('mails_total{outcome="delivered"}')) > before);
});

test("the app's port serves no metrics, and the metrics' port nothing else", async () => {
  await newClient(own.url).get("/metrics").expect(404);
  for (const path of ["/", "/api/me", "/metrics/", "/api/health/live"]) {
    expect((await fetch(new URL(path, metrics))).status).toBe(404);
  }
  expect((await fetch(metrics, { method: "POST" })).status).toBe(404);
});

/** The answer's status; fetch() sets these headers itself. */
const statusFor = (headers: Record<string, string>) =>
  new Promise((resolve) => {
    request(metrics, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });

test.each([
  { "Sec-Fetch-Site": "same-origin" },
  // What a browser asks by, over http at a name that is not localhost: nothing else tells.
  { Host: "rebound.evil.test:9464" },
  { Host: "127.0.0.1.evil.test" },
])("79 a page in a browser cannot read it, whatever its name points to: %p", async (headers) => {
  expect(await statusFor(headers)).toBe(403);
});

test.each(["localhost", "127.0.0.1:9464", "[::1]:9464", "prometheus"])(
  "a request for %s on this machine is answered",
  async (Host) => {
    expect(await statusFor({ Host })).toBe(200);
  },
);

test("asking for them is neither counted nor logged as a request", async () => {
  const gets = 'http_requests_total{method="GET",status="200"}';
  const before = await sampled(gets);
  for (let n = 0; n < 3; n++) await fetch(metrics);
  expect(await sampled(gets)).toBe(before);
  expect(own.output()).not.toContain('"path":"/metrics","status":200');
});

test(
  "each of two processes has its own port",
  async () => {
    const port = await freePort(2);
    const script = `import { serve } from "./scripts/start/serve.mjs"; serve("node_modules/next/dist/bin/next", ["start"], 2);`;
    const two = await startServer({
      dataDir: await makeSqliteTemplate(mkdtempSync(join(app.dataDir, "metrics-"))),
      env: { METRICS_PORT: String(port), WEB_CONCURRENCY: "2" },
      program: ["--input-type=module", "--eval", script],
    });
    const tells = (one: number) =>
      fetch(`http://127.0.0.1:${one}/metrics`).then(
        ({ ok }) => ok,
        () => false,
      );
    try {
      const both = async () => (await tells(port)) && (await tells(port + 1));
      await until("both tell", both, SECOND_PROCESS_MS);
    } finally {
      await two.stop();
    }
  },
  START_MS + SECOND_PROCESS_MS,
);

test.each(["alerts.yml", "grafana.json"])(
  "every metric that docs/operations/%s reads exists",
  async (file) => {
    const text = await (await fetch(metrics)).text();
    const named = new Set(
      readFileSync(join("docs/operations", file), "utf8").match(/latchkey_\w+/g),
    );
    expect(named.size).toBeGreaterThan(3);
    const isThere = (name: string) => [" ", "{"].some((next) => text.includes(`\n${name}${next}`));
    expect([...named].filter((name) => !isThere(name))).toEqual([]);
  },
);

/** Sends until it is refused for too many, and goes on until `enough`. */
async function refusedUntil(send: () => Promise<unknown>, enough: () => Promise<boolean>) {
  let over = false;
  const sending = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!over) await send();
    }),
  );
  try {
    await until("a refusal is held", enough);
  } finally {
    over = true;
    await sending;
  }
}

const held = () => sampled("refusals_held");

test.each([
  [
    "a sign-in",
    (from: string) =>
      submitSignIn(newClient(own.url).set("X-Forwarded-For", from), {
        email: "nobody@example.test",
        password: "not the password",
      }),
  ],
  [
    "a forgotten password",
    (from: string) =>
      newClient(own.url)
        .post("/api/account/forgot-password")
        .set("X-Forwarded-For", from)
        .send({ email: newEmail() }),
  ],
])("%s that is too much is held for a moment [V2.4.1]", async (_what, send) => {
  const from = randomAddress();
  await refusedUntil(
    () => Promise.resolve(send(from)),
    async () => (await held()) > 0,
  );
  await until("nothing is held", async () => (await held()) === 0);
});

test("what is too much of a signed-in user is refused at once", async () => {
  const client = newClient(own.url);
  await submitSignIn(client, await signUpByMail(own));
  const rename = () => client.patch("/api/me").send({ name: "Ada" });
  let answer = await rename();
  while (answer.status !== 429) answer = await rename();
  const refused = Promise.all(Array.from({ length: 10 }, () => rename().expect(429)));
  for (let over = false; !over; ) {
    expect(await held()).toBe(0);
    over = await Promise.race([refused.then(() => true), held().then(() => false)]);
  }
});
