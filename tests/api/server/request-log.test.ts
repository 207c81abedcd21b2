import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { until } from "@/tests/support/process/until";
import { newClient, randomAddress } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

afterAll(expectQuietLog);

type Headers = { headers: Record<string, unknown> };

const idOf = ({ headers }: Headers) => String(headers["x-request-id"]);

/** The lines of the server's output that name a request. */
function linesOf(answer: Headers): Record<string, unknown>[] {
  // Whole lines: the last may be half written.
  const lines = app.output().split("\n").slice(0, -1);
  return lines.filter((line) => line.includes(idOf(answer))).map((line) => JSON.parse(line));
}

/** What the log tells of a request: written after its answer has gone out. */
async function logged(answer: Headers): Promise<Record<string, unknown>> {
  const requests = () => linesOf(answer).filter(({ msg }) => msg === "request");
  await until(`a line for ${idOf(answer)}`, () => requests().length > 0);
  expect(requests()).toHaveLength(1);
  return requests()[0] ?? {};
}

const script = () =>
  readdirSync(".next/static/chunks").find((name) => name.endsWith(".js")) ?? "none";

test("a built script has no line in the log: a page would have a dozen", async () => {
  const built = await newClient().get(`/_next/static/chunks/${script()}`).expect(200);
  await logged(await newClient().get("/favicon.svg").expect(200));
  expect(linesOf(built)).toEqual([]);
});

describe.each([
  ["a page", "GET", "/signin", 200],
  ["a page that leads on", "GET", "/dashboard", 307],
  ["an API route", "GET", "/api/health/live", 200],
  ["an API route that refuses", "GET", "/api/me", 401],
  ["a method nobody expects", "PROPFIND", "/api/me", 405],
  ["a request from another site", "POST", "/api/account", 403],
  ["next-auth's own route", "GET", "/api/auth/session", 200],
  ["a static file", "GET", "/favicon.svg", 200],
  ["a page that is not there", "GET", "/nowhere", 404],
  ["an API route that is not there", "GET", "/api/nowhere", 404],
  ["a file that is not there", "GET", "/_next/static/nothing.js", 404],
  ["Next's own redirect", "GET", "/dashboard/", 308],
  ["a path that is no text", "GET", "/%25", 404],
])("%s", (_what, method, path, status) => {
  test(`(${method} ${path}) has an id of its own, and a line in the log [V16.2.4 V16.3.3]`, async () => {
    const answers = [await raw(method, `${path}?token=hush`), await raw(method, path)];
    const [first, second] = answers.map(idOf);
    expect(first).toMatch(UUID);
    expect(second).toMatch(UUID);
    expect(second).not.toBe(first);
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(await logged(answer)).toEqual({
        level: 30,
        time: expect.any(Number),
        requestId: idOf(answer),
        method,
        path,
        status,
        ms: expect.any(Number),
        msg: "request",
      });
    }
  });
});

test("the line says when, in milliseconds since 1970, what and how it ended [V16.2.1 V16.2.2]", async () => {
  const before = Date.now();
  const { time, ...line } = await logged(await raw("GET", "/api/me?secret=canary"));
  expect(line).toMatchObject({ method: "GET", path: "/api/me", status: 401 });
  expect(Number(time)).toBeGreaterThanOrEqual(before);
  expect(Number(time)).toBeLessThanOrEqual(Date.now());
});

test("an id that the request brings is ignored", async () => {
  const claimed = "00000000-0000-4000-8000-000000000000";
  const answer = await raw("GET", "/api/health/live", { headers: { "X-Request-Id": claimed } });
  expect(idOf(answer)).toMatch(UUID);
  expect(idOf(answer)).not.toBe(claimed);
});

test("forty requests at once have forty ids and forty lines", async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => newClient().get("/api/health/live")),
  );
  expect(new Set(answers.map(idOf)).size).toBe(40);
  for (const answer of answers) expect(await logged(answer)).toMatchObject({ status: 200 });
});

test("a path is cut, and stays on one line whatever is in it [V16.4.1]", async () => {
  const long = await raw("GET", `/${"x".repeat(3000)}`);
  expect(String((await logged(long)).path)).toHaveLength(200);
  const forged = await raw("GET", "/nowhere%0d%0a%7B%22level%22:60%7D");
  expect((await logged(forged)).path).toBe("/nowhere%0d%0a%7B%22level%22:60%7D");
});

describe("the id", () => {
  let account: Account;

  beforeAll(async () => {
    account = await createAccount();
  });

  test("is in the security events that a request causes", async () => {
    const { email, password } = account;
    const failed = await submitSignIn(newClient(), { email, password: "not the password" });
    const succeeded = await submitSignIn(newClient(), { email, password });
    expect(await trailOf(account.id)).toMatchObject([
      { type: "authn_login_fail", requestId: idOf(failed) },
      { type: "authn_login_success", requestId: idOf(succeeded) },
    ]);
  });

  test("is in the warning of a limit, which does not say who reached it [V16.3.3]", async () => {
    const { email } = account;
    const address = randomAddress();
    const client = newClient().set("X-Forwarded-For", address);
    const ask = () => client.post("/api/account/verify-email/resend").send({ email });
    for (let n = 0; n < limits.resendByNetwork.points; n++) await ask().expect(202);
    const refused = await ask().expect(429);
    await logged(refused);
    const lines = linesOf(refused);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toEqual({
      level: 40,
      time: expect.any(Number),
      event: "excess_rate_limit_exceeded",
      limit: "resend-address",
      requestId: idOf(refused),
      msg: "throttled",
    });
  });
});

test("a request whose client leaves has its line, too", async () => {
  const path = `/api/admin/users/${randomUUID()}/sessions`;
  const { host, hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  // The server says when it has the request; the body it then waits for never comes.
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${app.url}\r\nContent-Length: 5\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n`,
  );
  await once(socket, "data");
  socket.destroy();
  const line = () =>
    app
      .output()
      .split("\n")
      .slice(0, -1)
      .find((text) => text.includes(path));
  await until("its line", () => line() !== undefined);
  expect(JSON.parse(String(line()))).toMatchObject({
    method: "POST",
    path,
    aborted: true,
    msg: "request",
  });
});

test("a request from another site is logged as a warning in OWASP's vocabulary [V16.3.3]", async () => {
  const refused = await raw("DELETE", "/api/me/sessions", {
    headers: { "Sec-Fetch-Site": "cross-site" },
  });
  expect(refused.status).toBe(403);
  await logged(refused);
  expect(linesOf(refused)).toContainEqual(
    expect.objectContaining({ level: 40, event: "malicious_csrf", requestId: idOf(refused) }),
  );
});

test("neither cookie nor token, password, query or address is in the log [V14.2.1 V14.2.4 V16.2.5]", async () => {
  const account = await createAccount();
  const { email, password } = account;
  const address = randomAddress();
  const { cookie } = await signInKeeping(account);
  const client = newClient();
  client.set("X-Forwarded-For", address).set("Cookie", cookie).set("Referer", `${app.url}/?hush1`);
  const answers = [
    await client.get("/api/me").expect(200),
    await client.get("/link/verify?token=hush2"),
    await client.get("/reset-password?token=hush3"),
    await client.post("/api/account/verify-email").send({ token: "hush4" }),
    await client.post("/api/me/password").send({ currentPassword: "hush5" }),
    await submitSignIn(newClient(), { email, password: "hush6" }),
    await client.post("/api/account/forgot-password").send({ email: newEmail() }),
  ];
  for (const answer of answers) await logged(answer);
  const output = app.output();
  for (const secret of [email, password, address, cookie.slice(cookie.indexOf("=") + 1)]) {
    expect(output).not.toContain(secret);
  }
  expect(output).not.toMatch(/hush/);
});
