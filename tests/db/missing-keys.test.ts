import { randomUUID } from "node:crypto";
import { queueRequest } from "@/lib/platform/mail/outbox";
import { missingKeys } from "@/lib/web/server/keys";
import { withEnvironment } from "@/tests/support/app/isolated";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";

/** What a process with these variables says of the same database. */
const toldUnder = (env: Record<string, string>) =>
  withEnvironment(env, async () => (await import("@/lib/web/server/keys")).missingKeys());

/** 32 characters, as the checks want them. */
const another = () => `only-for-tests-${randomUUID()}`;

beforeAll(async () => {
  await giveSecondFactor(await createAccount());
  await queueRequest({ kind: "reset-password", email: newEmail() });
});

test("with the original keys nothing is reported", async () => {
  expect(await missingKeys()).toEqual([]);
});

test("75 another PASSWORD_PEPPER is reported [V11.2.2]", async () => {
  const [told, ...more] = await toldUnder({ PASSWORD_PEPPER: another() });
  expect(told).toMatch(/^\d+ of \d+ passwords looked at .+ PASSWORD_PEPPER_PREVIOUS: add it/);
  expect(more).toEqual([]);
});

test("75 another NEXTAUTH_SECRET is reported, by the mail and authenticator apps that it cannot open [V11.2.2]", async () => {
  const [mails, apps, ...more] = await toldUnder({ NEXTAUTH_SECRET: another() });
  expect(mails).toMatch(/^\d+ of \d+ mails looked at .+ NEXTAUTH_SECRET_PREVIOUS: add it/);
  expect(apps).toMatch(
    /^\d+ of \d+ authenticator apps looked at .+ NEXTAUTH_SECRET_PREVIOUS: add it/,
  );
  expect(more).toEqual([]);
});

test("75 with the earlier keys beside them nothing is reported [V11.2.2]", async () => {
  const { PASSWORD_PEPPER = "", NEXTAUTH_SECRET = "" } = process.env;
  const env = {
    PASSWORD_PEPPER: another(),
    PASSWORD_PEPPER_PREVIOUS: PASSWORD_PEPPER,
    NEXTAUTH_SECRET: another(),
    NEXTAUTH_SECRET_PREVIOUS: NEXTAUTH_SECRET,
  };
  expect(await toldUnder(env)).toEqual([]);
});

describe("the number of apps sealed with an earlier secret", () => {
  const toldOfApps = (env: Record<string, string> = {}) =>
    withEnvironment(env, async () => (await import("@/lib/web/server/keys")).appsOfEarlierKeys());

  test("is reported at the start while there are any", async () => {
    const { NEXTAUTH_SECRET = "" } = process.env;
    const later = { NEXTAUTH_SECRET: another(), NEXTAUTH_SECRET_PREVIOUS: NEXTAUTH_SECRET };
    expect(await toldOfApps()).toBeNull();
    expect(await toldOfApps(later)).toMatch(/^1 authenticator apps are sealed with an earlier/);
    await withEnvironment(later, async () =>
      (await import("@/lib/features/second-factor/reseal")).resealTotpSecrets(),
    );
    expect(await toldOfApps(later)).toBeNull();
  });
});
