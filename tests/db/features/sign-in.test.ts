import { hashSync } from "bcryptjs";
import { hashPassword } from "@/lib/features/password/hash";
import { knownDevice } from "@/lib/features/sessions/devices";
import { openSession } from "@/lib/features/sign-in/open-session";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import { createUser, findUser } from "@/lib/platform/db/tables/users";
import { deliverDue } from "@/lib/platform/mail/delivery";
import { forgetCount, limits } from "@/lib/platform/rate-limit/limits";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { passwordPool } from "@/tests/support/app/password-pool";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { stopClock } from "@/tests/support/process/clock";
import { newRequest } from "@/tests/support/requests/messages";

let addresses = 0;
const newAddress = () => `2001:db8:0:${(++addresses).toString(16)}::1`;

/** Signs in as a request from there; from an address of its own unless told otherwise. */
const attempt = (email: string, password: string, address = newAddress()) =>
  withRequestContext(newRequest({ headers: { "x-forwarded-for": address } }), () =>
    signIn({ email, password, device: "" }),
  );

const signedIn = ({ email, password }: Account) => attempt(email, password);

/** How many passwords were hashed or compared meanwhile. */
async function hashesDuring(work: () => Promise<unknown>): Promise<number> {
  const before = passwordPool().completed;
  await work();
  return passwordPool().completed - before;
}

const hashOf = async ({ id }: Account) =>
  (await db.password.findUniqueOrThrow({ where: { userId: id } })).hash;

const keepHash = (userId: string, hash: string) =>
  db.password.update({ where: { userId }, data: { hash } });

// The pool starts with the first hash.
beforeAll(() => hashPassword("warm-up"));

test("the right password gives the user, without anything secret", async () => {
  const account = await createAccount();
  const { passwordRecord, ...user } = (await signedIn(account)) ?? {};
  expect(user).toEqual(await findUser(account.id));
  expect(JSON.stringify(user)).not.toContain("$2b$");
  expect(passwordRecord).toBe(await hashOf(account));
});

describe("the session of a sign-in", () => {
  const NOT_KNOWN_YET = undefined;
  let hashes = 0;

  const open = (account: Account, record: string | undefined) =>
    openSession(
      {
        secretHash: `opened-${++hashes}`,
        userId: account.id,
        remember: false,
        authenticatedAt: new Date(),
        expiresAt: new Date(Date.now() + 60_000),
      },
      { methods: ["password"], record, device: null },
    );

  const sessionsOf = ({ id }: Account) => db.session.findMany({ where: { userId: id } });

  test("begins, and is recorded [V16.3.1]", async () => {
    const account = await createAccount();
    const { device } = await open(account, await hashOf(account));
    expect(await knownDevice(device, account.email)).toBe(device);
    expect(await sessionsOf(account)).toHaveLength(1);
    expect(await eventNames(account.id)).toEqual(["authn_login_success"]);
  });

  test("does not begin when the password has changed since it was checked", async () => {
    const account = await createAccount();
    const record = await hashOf(account);
    await keepHash(account.id, await hashPassword("seven quiet lanterns"));
    await expect(open(account, record)).rejects.toMatchObject({ code: "password_changed" });
    await db.password.delete({ where: { userId: account.id } });
    await expect(open(account, record)).rejects.toMatchObject({ code: "password_changed" });
    expect(await sessionsOf(account)).toEqual([]);
    expect(await eventNames(account.id)).toEqual([]);
    expect(await db.device.count({ where: { userId: account.id } })).toBe(0);
  });

  test("does not begin when the account has been disabled or deleted since", async () => {
    const account = await createAccount();
    const record = await hashOf(account);
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    const refusal = { code: "unauthenticated" };
    await expect(open(account, record)).rejects.toMatchObject(refusal);
    await expect(open(account, NOT_KNOWN_YET)).rejects.toMatchObject(refusal);
    expect(await sessionsOf(account)).toEqual([]);
    await db.user.delete({ where: { id: account.id } });
    await expect(open(account, record)).rejects.toMatchObject(refusal);
  });

  test("through a provider asks for no password", async () => {
    const account = await createAccount();
    await open(account, NOT_KNOWN_YET);
    expect(await sessionsOf(account)).toHaveLength(1);
  });

  test("ends the least recently used of a hundred, and records it", async () => {
    const account = await createAccount();
    const moment = (n: number) => new Date(Date.now() - 1000 * (n + 1));
    await db.session.createMany({
      data: Array.from({ length: 100 }, (_, n) => ({
        secretHash: `full-${n}`,
        userId: account.id,
        remember: true,
        authenticatedAt: moment(n),
        lastSeenAt: moment(n),
        expiresAt: new Date(Date.now() + 60_000),
      })),
    });
    await open(account, await hashOf(account));
    const left = (await sessionsOf(account)).map(({ secretHash }) => secretHash);
    expect(left).toHaveLength(100);
    expect(left).toContain(`opened-${hashes}`);
    expect(left).not.toContain("full-99");
    expect(await eventNames(account.id)).toEqual([
      "authn_login_success",
      "authn_token_revoked:session",
    ]);
  });
});

test("a wrong password gives nothing, and is recorded [V16.3.1]", async () => {
  const account = await createAccount();
  expect(await attempt(account.email, `${account.password}!`)).toBeNull();
  expect(await eventNames(account.id)).toEqual(["authn_login_fail"]);
});

test("a sign-in with an unknown address is recorded, without the address", async () => {
  const ofNobody = { subjectId: null, actorId: null };
  const before = await db.securityEvent.count({ where: ofNobody });
  const email = newEmail();
  expect(await attempt(email, "wrong password")).toBeNull();
  const events = await db.securityEvent.findMany({ where: ofNobody, orderBy: { id: "asc" } });
  expect(events).toHaveLength(before + 1);
  expect(events.at(-1)).toMatchObject({ type: "authn_login_fail", detail: null });
  expect(JSON.stringify(events)).not.toContain(email);
});

test("a disabled account cannot sign in", async () => {
  const account = await createAccount();
  await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  expect(await signedIn(account)).toBeNull();
  expect(await eventNames(account.id)).toEqual(["authn_login_fail"]);
});

describe("an unverified account", () => {
  /** Once the worker has been at work. */
  async function tokensOf({ id }: Account) {
    await deliverDue(mailRequestHandlers);
    return db.token.findMany({ where: { userId: id, replacedAt: null } });
  }

  test("is sent its link again for the right password", async () => {
    const account = await createAccount({ verified: false });
    expect(await signedIn(account)).toBeNull();
    expect(await eventNames(account.id)).toEqual(["authn_login_fail:unverified"]);
    const [first] = await tokensOf(account);
    expect(first).toMatchObject({ purpose: "verify-email", email: account.email });
    expect(await signedIn(account)).toBeNull();
    const tokens = await tokensOf(account);
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.secretHash).not.toBe(first?.secretHash);
  });

  test("gets no mail for a wrong password", async () => {
    const account = await createAccount({ verified: false });
    await deliverDue(mailRequestHandlers);
    expect(await attempt(account.email, "wrong password")).toBeNull();
    expect(await tokensOf(account)).toEqual([]);
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
  });

  test("gets five mails an hour, and its last link keeps working", async () => {
    const account = await createAccount({ verified: false });
    const { email } = account;
    for (let i = 0; i < 5; i++) await signedIn(account);
    const [last] = await tokensOf(account);
    // It counts as a failure; what is looked at here is the mail.
    await forgetCount({ limit: limits.signInByAccount, subject: email });
    expect(await signedIn(account)).toBeNull();
    expect(await tokensOf(account)).toEqual([last]);
  });
});

test("an unknown address costs the same work as a known one", async () => {
  const account = await createAccount();
  const withoutPassword = await createUser({ name: "Ada", email: newEmail() });
  const unverified = await createAccount({ verified: false });
  const costs = {
    right: await hashesDuring(() => signedIn(account)),
    wrong: await hashesDuring(() => attempt(account.email, "wrong password")),
    unknown: await hashesDuring(() => attempt(newEmail(), "wrong password")),
    withoutPassword: await hashesDuring(() => attempt(withoutPassword.email, "wrong password")),
    unverified: await hashesDuring(() => signedIn(unverified)),
  };
  expect(costs).toEqual({ right: 1, wrong: 1, unknown: 1, withoutPassword: 1, unverified: 1 });
});

describe("an old record", () => {
  test("is replaced at sign-in: plain bcrypt [V11.2.2]", async () => {
    const account = await createAccount();
    await keepHash(account.id, hashSync(account.password, 4));
    expect(await signedIn(account)).not.toBeNull();
    const hash = await hashOf(account);
    expect(hash).toMatch(/^hmac-sha384:/);
    expect(await signedIn(account)).not.toBeNull();
    // Nothing is left to do then.
    expect(await hashOf(account)).toBe(hash);
  });

  test("is replaced at sign-in: another cost [V11.2.2]", async () => {
    const account = await createAccount();
    const { hash } = await import("bcryptjs");
    await keepHash(account.id, await hash(account.password, 5));
    await signedIn(account);
    expect(await hashOf(account)).toContain("$2b$04$");
  });

  test("stays when the password was wrong", async () => {
    const account = await createAccount();
    const record = hashSync(account.password, 4);
    await keepHash(account.id, record);
    expect(await attempt(account.email, "wrong password")).toBeNull();
    expect(await hashOf(account)).toBe(record);
  });
});

describe("too many attempts", () => {
  stopClock();

  const refusal = { code: "too_many_requests", status: 429, retryAfter: expect.any(Number) };

  test("on one account are refused before any work, even with the right password", async () => {
    const account = await createAccount();
    for (let i = 0; i < limits.signInByAccount.points; i++) {
      expect(await attempt(account.email, "wrong password")).toBeNull();
    }
    const cost = await hashesDuring(() => expect(signedIn(account)).rejects.toMatchObject(refusal));
    expect(cost).toBe(0);
    expect(await signedIn(await createAccount())).not.toBeNull();
  });

  test("on an unknown address are refused alike", async () => {
    const email = newEmail();
    for (let i = 0; i < limits.signInByAccount.points; i++) await attempt(email, "wrong password");
    await expect(attempt(email, "wrong password")).rejects.toMatchObject(refusal);
  });

  test("from one network address are refused, whatever the account", async () => {
    const address = newAddress();
    const strangers = Array.from({ length: limits.signInByNetwork.points }, newEmail);
    for (const email of strangers) await attempt(email, "wrong password", address);
    const account = await createAccount();
    const cost = await hashesDuring(() =>
      expect(attempt(account.email, account.password, address)).rejects.toMatchObject(refusal),
    );
    expect(cost).toBe(0);
    expect(await signedIn(account)).not.toBeNull();
  });

  test("from one network address are neither counted nor cleared by a successful sign-in", async () => {
    const address = newAddress();
    const strangers = Array.from({ length: limits.signInByNetwork.points - 1 }, newEmail);
    for (const email of strangers) await attempt(email, "wrong password", address);
    for (let n = 0; n < 3; n++) {
      const { email, password } = await createAccount();
      expect(await attempt(email, password, address)).not.toBeNull();
    }
    expect(await attempt(newEmail(), "wrong password", address)).toBeNull();
    await expect(attempt(newEmail(), "wrong password", address)).rejects.toMatchObject(refusal);
  });

  test("at once are let through no more often than one by one", async () => {
    const account = await createAccount();
    const guess = () => attempt(account.email, "wrong password");
    const results = await Promise.allSettled(Array.from({ length: 30 }, guess));
    // Two at a time have a seat. What was refused one may be tried again.
    for (let n = 0; n < 5; n++) results.push(...(await Promise.allSettled([guess()])));
    const judged = results.filter((result) => result.status === "fulfilled");
    expect(judged).toHaveLength(limits.signInByAccount.points);
  });

  test("are cleared when the owner signs in", async () => {
    const account = await createAccount();
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < limits.signInByAccount.points - 1; i++) {
        await attempt(account.email, "wrong password");
      }
      expect(await signedIn(account)).not.toBeNull();
    }
  });
});
