import { setTimeout as sleep } from "node:timers/promises";
import { createAccount } from "../support/accounts";
import { app } from "../support/app";
import { signInKeeping } from "../support/cookies";
import { expectQuietLog, watchedClient } from "../support/expectations";
import { linksIn, waitForMail } from "../support/mail";

type Line = { time: number; level: number; msg: string; requestId?: string; path?: string };

/** What the server logged so far. Mail it printed for want of a mail server is no log. */
const logged = (): Line[] =>
  app
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));

/** The lines about an answer. The last bytes of it may arrive before its line is written. */
async function linesAbout(headers: Record<string, string>): Promise<Line[]> {
  const id = headers["x-request-id"];
  for (let tries = 0; tries < 40; tries++) {
    const lines = logged().filter(({ requestId }) => requestId === id);
    if (lines.length > 0) return lines;
    await sleep(50);
  }
  throw new Error(`Nothing was logged about ${id}`);
}

afterAll(expectQuietLog);

test("a request is one line that says when, what and how it ended, by the id of its answer", async () => {
  const before = Date.now();
  const { headers } = await watchedClient().get("/api/me?secret=canary").expect(401);
  const lines = await linesAbout(headers);
  expect(lines).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      requestId: headers["x-request-id"],
      method: "GET",
      path: "/api/me",
      status: 401,
      ms: expect.any(Number),
      msg: "request",
    },
  ]);
  const [{ time } = { time: 0 }] = lines;
  // Milliseconds since 1970, so UTC.
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

test("a path with line breaks and colours stays one line", async () => {
  const { headers } = await watchedClient()
    .get("/api/x%0d%0a%1b[31mforged")
    .set("User-Agent", "a b");
  const lines = await linesAbout(headers);
  expect(lines).toHaveLength(1);
  expect(app.output()).not.toContain("\u001b[31mforged");
});

test("no password, cookie, link or address gets into the log", async () => {
  const account = await createAccount();
  const { client, cookie } = await signInKeeping(account);
  await client.get("/dashboard").expect(200);
  await client.post("/api/account/forgot-password").send({ email: account.email }).expect(202);
  const [link = ""] = linksIn(await waitForMail(app.dataDir, account.email));
  await client.get(link.slice(app.url.length)).expect(200);
  const log = JSON.stringify(logged());
  expect(log).toContain("/reset-password");
  const secrets = {
    password: account.password,
    address: account.email,
    cookie: cookie.split("=")[1] ?? "",
    link: new URL(link).searchParams.get("token") ?? "",
  };
  for (const [kind, secret] of Object.entries(secrets)) {
    expect({ kind, logged: log.includes(secret), length: secret.length > 10 }).toEqual({
      kind,
      logged: false,
      length: true,
    });
  }
});
