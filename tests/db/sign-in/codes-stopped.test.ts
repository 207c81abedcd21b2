import { resetPassword } from "@/lib/features/password/reset";
import { takeFactorFirst } from "@/lib/features/providers/reauthenticate";
import { resealTotpSecrets } from "@/lib/features/second-factor/reseal";
import { reauthenticate } from "@/lib/features/sign-in/reauthenticate";
import { secondStep } from "@/lib/features/sign-in/second-step";
import { begin } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { keyIdOf } from "@/lib/platform/crypto/key";
import { db } from "@/lib/platform/db/client";
import { findUser } from "@/lib/platform/db/tables/users";
import { openMail } from "@/lib/platform/mail/outbox";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession, renewalOf } from "@/tests/support/people/sessions";

let account: Account;
let factor: SecondFactor;

const { points } = limits.secondFactorByAccount;
beforeAll(() => {
  limits.secondFactorByAccount.points = 1000;
});
afterAll(() => {
  limits.secondFactorByAccount.points = points;
});

beforeEach(async () => {
  account = await createAccount();
  factor = await giveSecondFactor(account);
});

async function tryCode(code: string): Promise<string> {
  const user = await findUser(account.id);
  if (!user) throw new Error("no such account");
  const step = await begin({ user, methods: ["password"], remember: false });
  if ("done" in step) throw new Error("no second factor was asked for");
  return secondStep(step.pending, code).then(
    ({ methods }) => methods.join(" "),
    (error) => error.detail,
  );
}

const failures = async () =>
  (await db.totp.findUniqueOrThrow({ where: { userId: account.id } })).failures;

const afterFailures = (count: number) =>
  db.totp.update({ where: { userId: account.id }, data: { failures: count } });

async function mailsOf(email: string): Promise<string[]> {
  const rows = await db.outboxMail.findMany({ orderBy: { id: "asc" } });
  const opened = await Promise.all(rows.map(({ sealed }) => openMail(sealed ?? "")));
  return opened.flatMap((queued) =>
    queued && "message" in queued && queued.message.to === email ? [queued.message.subject] : [],
  );
}

const STOPPED =
  "Codes from your authenticator app are no longer accepted, because too many were wrong. Use a recovery code, or ask an administrator.";

describe("a hundred wrong codes in a row", () => {
  test("block the app's codes and notify the owner once; a recovery code resets the count", async () => {
    await afterFailures(98);
    expect(await tryCode("000000")).not.toBe(STOPPED);
    expect(await failures()).toBe(99);
    expect(await tryCode("000000")).toBe(STOPPED);
    expect(await tryCode(codeOf(factor.secret))).toBe(STOPPED);
    const told = (await mailsOf(account.email)).filter((subject) =>
      /no longer accepted/.test(subject),
    );
    expect(told).toHaveLength(1);
    expect(await eventNames(account.id)).toContain("authn_login_lock:second_factor");
    expect(await tryCode(factor.recoveryCodes[0] ?? "")).toBe("password recovery");
    expect(await failures()).toBe(0);
    expect(await tryCode(codeOf(factor.secret))).toBe("password totp");
  });

  test("count only in a row: a right one resets the count", async () => {
    await afterFailures(99);
    expect(await tryCode(codeOf(factor.secret))).toBe("password totp");
    expect(await failures()).toBe(0);
  });

  test("include wrong recovery codes", async () => {
    await tryCode("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA");
    expect(await failures()).toBe(1);
  });
});

/** Every page that takes a code of a session's owner, as far as to what is wrong with it. */
const PAGES: [string, (code: string) => Promise<unknown>][] = [
  [
    "confirming a session by the password",
    async (code) => {
      const renewal = renewalOf(await newAskingSession(account.id));
      return reauthenticate(account, { password: account.password, code }, renewal);
    },
  ],
  ["confirming a session by a provider", (code) => takeFactorFirst(account.id, code)],
];

test.each(PAGES)("68 %s counts the same codes, and stops, too", async (_page, confirm) => {
  await expect(confirm("000000")).rejects.toMatchObject({ code: "invalid" });
  expect(await failures()).toBe(1);
  await afterFailures(100);
  await expect(confirm(codeOf(factor.secret))).rejects.toMatchObject({ code: "invalid" });
  await afterFailures(1);
  await confirm(codeOf(factor.secret));
  expect(await failures()).toBe(0);
});

describe("a reset of the password", () => {
  const PASSWORD = "eight quiet lanterns";

  const reset = async (code?: string) => {
    const token = await newLink("reset-password", account);
    return resetPassword({ token, password: PASSWORD, ...(code && { code }) }).then(
      () => "done",
      (error) => error.errors?.[0]?.field ?? error.code,
    );
  };

  test("requires a code where there is a second factor, and keeps that [V6.4.3]", async () => {
    expect(await reset()).toBe("code");
    expect(await reset("000000")).toBe("code");
    expect(await failures()).toBe(1);
    expect(await reset(codeOf(factor.secret))).toBe("done");
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
    expect(await tryCode("000000")).toMatch(/isn't right/);
  });

  test("accepts a recovery code; a wrong one does not use up the link", async () => {
    const token = await newLink("reset-password", account);
    const wrong = resetPassword({ token, password: PASSWORD, code: "000000" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid" });
    await resetPassword({ token, password: PASSWORD, code: factor.recoveryCodes[0] });
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(9);
  });

  test("requires none where there is no second factor, whatever is sent", async () => {
    account = await createAccount();
    expect(await reset("000000")).toBe("done");
  });
});

describe("secrets of apps", () => {
  const keyIds = async () =>
    (await db.totp.findUniqueOrThrow({ where: { userId: account.id } })).keyId;

  test("are resealed with the current key, and name it [V11.2.2]", async () => {
    const [current, ...others] = env.secrets;
    expect(await keyIds()).toBe(keyIdOf(current));
    const next = "only-for-tests-another-one-of-32-characters";
    Object.assign(env, { secrets: [next, current, ...others] });
    expect((await resealTotpSecrets()).resealed).toBeGreaterThanOrEqual(1);
    expect(await keyIds()).toBe(keyIdOf(next));
    expect((await resealTotpSecrets()).resealed).toBe(0);
    // The old one can go: the code still works.
    Object.assign(env, { secrets: [next] });
    expect(await tryCode(codeOf(factor.secret))).toBe("password totp");
    Object.assign(env, { secrets: [current, next, ...others] });
    await resealTotpSecrets();
    Object.assign(env, { secrets: [current, ...others] });
    expect(await keyIds()).toBe(keyIdOf(current));
  });

  test("that no key opens are counted, and left as they are", async () => {
    await db.totp.update({
      where: { userId: account.id },
      data: { sealed: "of another key", keyId: "gone" },
    });
    expect((await resealTotpSecrets()).unreadable).toBeGreaterThanOrEqual(1);
    const { sealed } = await db.totp.findUniqueOrThrow({ where: { userId: account.id } });
    expect(sealed).toBe("of another key");
    await db.totp.delete({ where: { userId: account.id } });
  });
});
