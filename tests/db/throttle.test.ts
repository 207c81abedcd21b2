import { clearLimit, limitByAddress, limitBySubject, limits, mayMail } from "@/lib/accounts/limits";
import { db } from "@/lib/db/client";
import { countAttempt, forgetAttempts, type Limit } from "@/lib/db/throttle";
import { withClient } from "@/lib/http/client";
import { newEmail } from "../support/accounts";
import { newRequest } from "../support/messages";
import { startProcess } from "../support/other-process";

const LIMIT: Limit = { name: "test", points: 5, duration: 60 };

let keys = 0;
const newKey = () => `key-${++keys}`;

/** Attempts one after the other. @returns each answer */
async function attempts(count: number, key: string, limit = LIMIT): Promise<(number | null)[]> {
  const answers: (number | null)[] = [];
  for (let i = 0; i < count; i++) answers.push(await countAttempt(limit, key));
  return answers;
}

test("so many are let through, then the wait in seconds is told", async () => {
  const key = newKey();
  expect(await attempts(5, key)).toEqual([null, null, null, null, null]);
  const wait = await countAttempt(LIMIT, key);
  expect(wait).toBeGreaterThan(50);
  expect(wait).toBeLessThanOrEqual(60);
});

test("thirty at once are counted exactly", async () => {
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 30 }, () => countAttempt(LIMIT, key)));
  expect(answers.filter((answer) => answer === null)).toHaveLength(5);
});

test("the first ones in a table that is empty are counted exactly, too", async () => {
  await db.throttle.deleteMany();
  const answers = await Promise.all(Array.from({ length: 8 }, () => countAttempt(LIMIT, "first")));
  expect(answers.filter((answer) => answer === null)).toHaveLength(5);
});

test("two processes share one count", async () => {
  const key = newKey();
  const other = await startProcess<{ countAttempt: typeof countAttempt }>("@/lib/db/throttle");
  const answers = [];
  for (let i = 0; i < 4; i++) {
    answers.push(
      ...(await Promise.all([countAttempt(LIMIT, key), other.call("countAttempt", LIMIT, key)])),
    );
  }
  await other.stop();
  expect(answers.filter((answer) => answer === null)).toHaveLength(5);
});

test("each key and each limit has a count of its own", async () => {
  const key = newKey();
  await attempts(6, key);
  expect(await countAttempt(LIMIT, newKey())).toBeNull();
  expect(await countAttempt({ ...LIMIT, name: "other" }, key)).toBeNull();
});

test("after the time is over it begins anew", async () => {
  const key = newKey();
  expect((await attempts(6, key)).at(-1)).not.toBeNull();
  await db.throttle.updateMany({
    where: { key: { endsWith: key } },
    data: { expire: new Date(Date.now() - 1) },
  });
  expect(await attempts(6, key)).toEqual([null, null, null, null, null, expect.any(Number)]);
});

test("attempts while refused do not make the wait longer", async () => {
  const key = newKey();
  await attempts(5, key);
  const before = (await countAttempt(LIMIT, key)) ?? 0;
  await attempts(20, key);
  expect(await countAttempt(LIMIT, key)).toBeLessThanOrEqual(before);
});

test("a count can be forgotten, and another's stays", async () => {
  const [key, other] = [newKey(), newKey()];
  await attempts(6, key);
  await attempts(6, other);
  await forgetAttempts(LIMIT, key);
  expect(await countAttempt(LIMIT, key)).toBeNull();
  expect(await countAttempt(LIMIT, other)).not.toBeNull();
  await forgetAttempts(LIMIT, "never seen");
});

describe("the app's limits", () => {
  /** As a request from there. */
  const from = <T>(address: string | undefined, work: () => T): T =>
    withClient(newRequest({ ...(address && { headers: { "x-forwarded-for": address } }) }), work);

  const refusal = { code: "too_many_requests", status: 429, retryAfter: expect.any(Number) };
  const exhaust = (limit: Limit, attempt: () => Promise<void>) =>
    Promise.all(Array.from({ length: limit.points }, attempt));

  test("refuse with 429 and the wait", async () => {
    const subject = newEmail();
    const attempt = () => limitBySubject(limits.signInByAccount, subject);
    await exhaust(limits.signInByAccount, attempt);
    await expect(attempt()).rejects.toMatchObject(refusal);
    await clearLimit(limits.signInByAccount, subject);
    await expect(attempt()).resolves.toBeUndefined();
  });

  test("keep no e-mail address, and no network address", async () => {
    await db.throttle.deleteMany();
    await limitBySubject(limits.signInByAccount, "ada@example.com");
    await mayMail(limits.signUpByRecipient, "ada@example.com");
    await from("192.0.2.77", () => limitByAddress(limits.signInByAddress));
    const rows = await db.throttle.findMany();
    expect(rows.map(({ key }) => key.replace(/:.*/, "")).sort()).toEqual([
      "sign-in-account",
      "sign-in-address",
      "sign-up-recipient",
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/ada|example|192\.0\.2/);
  });

  test("count by network address", async () => {
    const attempt = (address: string) => () =>
      from(address, () => limitByAddress(limits.signUpByAddress));
    await exhaust(limits.signUpByAddress, attempt("192.0.2.1"));
    await expect(attempt("192.0.2.1")()).rejects.toMatchObject(refusal);
    await expect(attempt("192.0.2.2")()).resolves.toBeUndefined();
    await expect(attempt("::ffff:192.0.2.1")()).rejects.toMatchObject(refusal);
  });

  test("count a /64 of IPv6 as one address", async () => {
    const attempt = (address: string) => () =>
      from(address, () => limitByAddress(limits.resendByAddress));
    await exhaust(limits.resendByAddress, attempt("2001:db8:1:2::1"));
    await expect(attempt("2001:db8:1:2:ffff:ffff:ffff:ffff")()).rejects.toMatchObject(refusal);
    await expect(attempt("2001:DB8:1:2::9")()).rejects.toMatchObject(refusal);
    await expect(attempt("2001:db8:1:3::1")()).resolves.toBeUndefined();
  });

  test("count who has no address as one", async () => {
    const attempt = () => limitByAddress(limits.verifyByAddress);
    await exhaust(limits.verifyByAddress, () => from(undefined, attempt));
    await expect(from(undefined, attempt)).rejects.toMatchObject(refusal);
  });

  test("let five mails an hour go to one address, silently", async () => {
    const recipient = newEmail();
    const { signUpByRecipient, resendByRecipient } = limits;
    const asked = Array.from({ length: 8 }, () => mayMail(resendByRecipient, recipient));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5);
    expect(await mayMail(resendByRecipient, newEmail())).toBe(true);
    // Whoever asks for links again does not keep the owner from signing up.
    expect(await mayMail(signUpByRecipient, recipient)).toBe(true);
  });
});
