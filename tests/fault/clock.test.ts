import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { app } from "@/tests/support/app/app";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { preload } from "@/tests/support/process/preload";
import { newClient, randomAddress } from "@/tests/support/requests/client";
import { clearsSession, sessionCookie, sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectOrderlyLog,
  expectProblem,
} from "@/tests/support/requests/expectations";

/*
 * 73: the clock of the server is put forward or back between two starts. Links, sessions and
 * counters were made by a server whose clock was right.
 */

const YEAR = 365 * DAY_MS;
const PASSWORD = "seven lemons on the wall";
/** What a request may take. */
const SLACK = 20 * SECOND_MS;

type Links = { verify: string; reset: string };

let server: AppServer | undefined;
let account: Account;
/** An address that has asked for as many links as it may in an hour. */
const busy = randomAddress();
let plain: string;
let remembered: string;
/** Mailed by the server with the right clock: one pair for each shift. */
let links: Links[];

afterAll(() => server?.stop());

const url = () => String(server?.url);
const get = (path: string, cookie: string) =>
  newClient(url()).get(path).set("Cookie", cookie).redirects(0);
const post = (path: string, fields: object) =>
  newClient(url()).post(`/api/account${path}`).send(fields);

const forgetFrom = (address: string) =>
  post("/forgot-password", { email: newEmail() }).set("X-Forwarded-For", address);

async function startShifted(shift: number): Promise<void> {
  await server?.stop();
  server = await startSibling({ ...preload("shifted-clock"), CLOCK_SHIFT_MS: String(shift) });
}

async function signIn({ email, password }: Account, fields: Record<string, string> = {}) {
  return submitSignIn(newClient(url()), { email, password, ...fields });
}

async function mailedSecret(email: string, count = 1): Promise<string> {
  const [link] = linksIn(await waitForMail(app.dataDir, email, count));
  return String(new URL(String(link)).searchParams.get("token"));
}

/** A stranger signs up, an account is forgotten. @returns the secrets of the mailed links */
async function askForLinks(): Promise<Links> {
  const email = newEmail();
  const forgetful = await createAccount();
  await post("", { name: "Grace", email, password: PASSWORD }).expect(202);
  await post("/forgot-password", { email: forgetful.email }).expect(202);
  return { verify: await mailedSecret(email), reset: await mailedSecret(forgetful.email) };
}

const redeem = ({ verify, reset }: Links) =>
  Promise.all([
    post("/verify-email", { token: verify }),
    post("/reset-password", { token: reset, password: "nine quiet lanterns outside" }),
  ]);

beforeAll(async () => {
  account = await createAccount({ role: "admin" });
  await startShifted(0);
  plain = sessionCookie(await signIn(account));
  remembered = sessionCookie(await signIn(account, { remember: "on" }));
  links = [];
  for (let n = 0; n < 4; n++) links.push(await askForLinks());
  let status: number;
  do ({ status } = await forgetFrom(busy));
  while (status !== 429);
}, START_MS);

/** What is made under the shifted clock has the life it should have, by that clock. */
async function expectSoundLives(shift: number): Promise<void> {
  const now = () => Date.now() + shift;
  for (const [fields, life] of [
    [{}, DAY_MS],
    [{ remember: "on" }, 30 * DAY_MS],
  ] as const) {
    const answer = await signIn(account, fields);
    const { session } = (await get("/api/me", sessionCookie(answer)).expect(200)).body;
    const created = Date.parse(session.createdAt);
    const authenticated = Date.parse(session.authenticatedAt);
    const expires = Date.parse(session.expires);
    expect(Math.abs(created - now())).toBeLessThan(SLACK);
    expect(Math.abs(authenticated - created)).toBeLessThan(SLACK);
    expect(Math.abs(expires - authenticated - life)).toBeLessThan(SLACK);
    const until = /Expires=([^;]+)/.exec(String(sessionLine(answer)))?.[1];
    if (until) expect(Math.abs(Date.parse(until) - now() - life)).toBeLessThan(SLACK);
    expect(Boolean(until)).toBe("remember" in fields);
    await get("/dashboard", sessionCookie(answer)).expect(200);
    // The middleware opens the cookie too.
    await get("/admin", sessionCookie(answer)).expect(200);
  }
  for (const answer of await redeem(await askForLinks())) expect(answer.status).toBe(200);
}

function expectOrder(): void {
  expectOrderlyLog(String(server?.output()));
  expect(server?.output()).not.toContain("request failed");
}

describe.each([
  ["+5 min", 5 * MINUTE_MS, 0],
  ["−5 min", -5 * MINUTE_MS, 1],
  ["−1 h", -HOUR_MS, 2],
])("73 the clock is at %s [V6.2.10]", (_, shift, n) => {
  beforeAll(() => startShifted(shift), START_MS);
  afterAll(expectOrder);

  test("sessions continue unchanged", async () => {
    for (const cookie of [plain, remembered]) {
      const answer = await get("/api/me", cookie).expect(200);
      expect(sessionLine(answer)).toBeUndefined();
      await get("/dashboard", cookie).expect(200);
    }
  });

  test("mailed links work", async () => {
    for (const answer of await redeem(links[n] as Links)) expect(answer.status).toBe(200);
  });

  const name =
    shift > 0
      ? "who has to wait waits until the counter's own end"
      : "a counter from further ahead than clocks differ restarts";
  test(name, async () => {
    const answer = await forgetFrom(busy);
    if (shift < 0) {
      expect(answer.status).toBe(202);
      return;
    }
    expectProblem(answer, 429, "too_many_requests");
    const wait = Number(answer.headers["retry-after"]) * SECOND_MS;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(HOUR_MS - shift);
  });

  test("new sessions and links last as long as ever", () => expectSoundLives(shift));
});

describe("73 the clock is at +2 years [V6.2.10]", () => {
  beforeAll(() => startShifted(2 * YEAR), START_MS);
  afterAll(expectOrder);

  test("sessions are over", async () => {
    for (const cookie of [plain, remembered]) {
      const answer = await get("/api/me", cookie);
      expectProblem(answer, 401, "unauthenticated");
      expect(clearsSession(answer)).toBe(true);
      const page = await get("/dashboard", cookie);
      expect(page.headers.location).toMatch(/^\/signin/);
    }
  });

  test("mailed links have expired", async () => {
    for (const answer of await redeem(links[3] as Links)) expectInvalid(answer, ["token"]);
  });

  test("nobody has to wait any longer", () => forgetFrom(busy).expect(202));

  test("new sessions and links last as long as ever", () => expectSoundLives(2 * YEAR));
});
