import { changePassword } from "@/lib/features/password/change";
import { hashPassword } from "@/lib/features/password/hash";
import type { Method } from "@/lib/features/sessions/methods";
import { secondStep } from "@/lib/features/sign-in/second-step";
import { begin } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { findUser, setDisabled } from "@/lib/platform/db/tables/users";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames } from "@/tests/support/database/events";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { openProved, sessionsOf } from "@/tests/support/people/sessions";
import { settled } from "@/tests/support/requests/at-once";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});

const CROWD = 50;

let account: Account;
let factor: SecondFactor;

beforeEach(async () => {
  account = await createAccount();
  factor = await giveSecondFactor(account);
});

const recordOf = async ({ id }: Account) =>
  (await db.password.findUniqueOrThrow({ where: { userId: id } })).hash;

/** What follows the right password. */
async function afterPassword(of = account) {
  const user = await findUser(of.id);
  if (!user) throw new Error("no such account");
  return begin({ user, methods: ["password"], remember: false, record: await recordOf(of) });
}

async function pendingSecret(): Promise<string> {
  const step = await afterPassword();
  if ("done" in step) throw new Error("no second factor was asked for");
  return step.pending;
}

const signIn = async (pending: string | null, code: string) =>
  openProved(account, await secondStep(pending, code));

const crowd = (act: (n: number) => Promise<unknown>) =>
  settled(Array.from({ length: CROWD }, (_, n) => act(n)));

const wins = (results: string[]) => results.filter((result) => result === "done").length;

/** Each of a crowd is let past the throttle: what is proved here is what comes after it. */
const { points } = limits.secondFactorByAccount;
beforeAll(() => {
  if (env.postgres) listenToPostgres();
  limits.secondFactorByAccount.points = 1000;
});
afterAll(() => {
  limits.secondFactorByAccount.points = points;
});

describe("the right password", () => {
  test("is enough without a second factor, at no further query", async () => {
    const other = await createAccount();
    const user = await findUser(other.id);
    if (!user) throw new Error("no such account");
    let step: unknown;
    const statements = await statementsOf(async () => {
      step = await begin({ user, methods: ["password"], remember: false });
    });
    expect(step).toEqual({ done: true });
    expect(statements).toEqual([]);
  });

  test("19 opens no session where there is one, only a pending sign-in, stored as a hash", async () => {
    const pending = await pendingSecret();
    const rows = await db.pendingSignIn.findMany({ where: { userId: account.id } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(pending);
    expect(await sessionsOf(account)).toEqual([]);
    await expect(openProved(account, { methods: ["password"] })).rejects.toMatchObject({
      code: "second_factor_required",
    });
    expect(await sessionsOf(account)).toEqual([]);
  });

  test.each<[string, Method[]]>([
    ["a password", ["password"]],
    ["another provider", ["provider"]],
    ["a mailed link", ["link"]],
    ["nothing", []],
  ])("62 with %s no session opens, whatever the way in", async (_, methods) => {
    await expect(openProved(account, { methods })).rejects.toMatchObject({
      code: "second_factor_required",
    });
    expect(await sessionsOf(account)).toEqual([]);
  });

  test.each<[string, Method[]]>([
    ["a passkey", ["passkey"]],
    ["a password and a code", ["password", "totp"]],
    ["a password and a recovery code", ["password", "recovery"]],
  ])("62 with %s a session opens", async (_, methods) => {
    await openProved(account, { methods });
    expect(await sessionsOf(account)).toMatchObject([{ methods: methods.join(" ") }]);
  });
});

describe("the second proof", () => {
  test("a code of the app completes the sign-in, and the session records the method", async () => {
    await signIn(await pendingSecret(), codeOf(factor.secret));
    expect(await sessionsOf(account)).toMatchObject([{ methods: "password totp" }]);
    expect(await db.pendingSignIn.count({ where: { userId: account.id } })).toBe(0);
    expect(await eventNames(account.id)).toContain("authn_login_success");
  });

  test("a recovery code does so in any spelling, and is used up [V6.5.1]", async () => {
    const [code = ""] = factor.recoveryCodes;
    await signIn(await pendingSecret(), ` ${code.toLowerCase().replaceAll("-", " ")}`);
    expect(await sessionsOf(account)).toMatchObject([{ methods: "password recovery" }]);
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(9);
    await expect(signIn(await pendingSecret(), code)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("53 the same code is refused the second time [V6.5.1]", async () => {
    const code = codeOf(factor.secret);
    await signIn(await pendingSecret(), code);
    await expect(signIn(await pendingSecret(), code)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await sessionsOf(account)).toHaveLength(1);
  });

  /** Fifty tries of one code at once: five in each of ten sign-ins. */
  async function fiftyTimes(newCode: () => string): Promise<number> {
    const pendings: string[] = [];
    for (let n = 0; n < CROWD / 5; n++) pendings.push(await pendingSecret());
    const code = newCode();
    return wins(await crowd((n) => signIn(pendings[n % pendings.length] ?? "", code)));
  }

  test("53 one code sent fifty times at once opens one session [V6.5.1]", async () => {
    expect(await fiftyTimes(() => codeOf(factor.secret))).toBe(1);
    expect(await sessionsOf(account)).toHaveLength(1);
  });

  test("54 one recovery code sent fifty times at once opens one session, and uses one code up [V6.5.1]", async () => {
    const [code = ""] = factor.recoveryCodes;
    expect(await fiftyTimes(() => code)).toBe(1);
    expect(await sessionsOf(account)).toHaveLength(1);
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(9);
  });

  test("one pending sign-in takes five tries, however many come at once, and opens one session", async () => {
    const pending = await pendingSecret();
    const results = await crowd((n) => signIn(pending, factor.recoveryCodes[n % 10] ?? ""));
    expect(wins(results)).toBe(1);
    expect(await sessionsOf(account)).toHaveLength(1);
    const used = 10 - (await db.recoveryCode.count({ where: { userId: account.id } }));
    expect(used).toBeLessThanOrEqual(5);
  });

  test("19 five wrong codes end the pending sign-in: the right one comes too late", async () => {
    const pending = await pendingSecret();
    for (let n = 0; n < 5; n++) {
      await expect(signIn(pending, "000000")).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(signIn(pending, codeOf(factor.secret))).rejects.toMatchObject({
      code: "sign_in_expired",
    });
    expect(await sessionsOf(account)).toEqual([]);
  });

  test("wrong codes are recorded, and the owner is told once an hour [V6.3.5]", async () => {
    const mails = await db.outboxMail.count();
    const pending = await pendingSecret();
    for (let n = 0; n < 3; n++) await settled([signIn(pending, "000000")]);
    const failures = (await eventNames(account.id)).filter(
      (name) => name === "authn_login_fail:second_factor",
    );
    expect(failures).toHaveLength(3);
    expect(await db.outboxMail.count()).toBe(mails + 1);
  });

  test.each(["", "12345", "1234567", "abcdef", "１２３４５６", "0".repeat(24), "\u0000"])(
    "%j is not a code",
    async (code) => {
      await expect(secondStep(await pendingSecret(), code)).rejects.toMatchObject({
        code: "unauthenticated",
      });
    },
  );

  test("an app whose secret cannot be opened still counts: recovery codes work", async () => {
    await db.totp.update({ where: { userId: account.id }, data: { sealed: "of another key" } });
    await expect(signIn(await pendingSecret(), "123456")).rejects.toMatchObject({
      code: "unavailable",
    });
    await signIn(await pendingSecret(), factor.recoveryCodes[0] ?? "");
    expect(await sessionsOf(account)).toMatchObject([{ methods: "password recovery" }]);
  });

  test.each([null, "", "guessed"])(
    "without a pending sign-in (%j) does nothing",
    async (secret) => {
      await expect(secondStep(secret, codeOf(factor.secret))).rejects.toMatchObject({
        code: "sign_in_expired",
      });
    },
  );
});

describe("a pending sign-in dies", () => {
  let pending: string;

  beforeEach(async () => {
    pending = await pendingSecret();
  });

  afterEach(async () => {
    const results = await settled([signIn(pending, codeOf(factor.secret))]);
    expect(results).not.toContain("done");
    expect(
      await db.session.count({ where: { userId: account.id, methods: "password totp" } }),
    ).toBe(0);
    await db.pendingSignIn.deleteMany({ where: { userId: account.id } });
  });

  test("after ten minutes", async () => {
    await db.pendingSignIn.updateMany({
      where: { userId: account.id },
      data: { expiresAt: new Date() },
    });
  });

  test("with a change of the password", async () => {
    const secretHash = newSecret();
    const session = await db.session.create({
      data: {
        userId: account.id,
        secretHash,
        remember: false,
        methods: "password passkey",
        authenticatedAt: new Date(),
        lastSeenAt: new Date(),
        expiresAt: new Date(Date.now() + MINUTE_MS),
      },
    });
    const renewal = {
      userId: account.id,
      sessionId: session.id,
      from: secretHash,
      to: newSecret(),
      now: new Date(),
    };
    await changePassword(
      { ...account, name: "Ada" },
      { renewal, recent: true },
      { currentPassword: account.password, newPassword: "eight quiet lanterns" },
    );
  });

  test("when every session ends", async () => {
    await deleteSessions(account.id, null, db);
  });

  test("when the account is disabled", async () => {
    await setDisabled(account.id, true, db);
  });
});

test("a first proof by a password that has been replaced since leaves no pending sign-in", async () => {
  const user = await findUser(account.id);
  if (!user) throw new Error("no such account");
  const record = await recordOf(account);
  await db.password.update({
    where: { userId: account.id },
    data: { hash: await hashPassword("eight quiet lanterns") },
  });
  const first = begin({ user, methods: ["password"], remember: false, record });
  await expect(first).rejects.toMatchObject({ code: "password_changed" });
  expect(await db.pendingSignIn.count({ where: { userId: account.id } })).toBe(0);
});
