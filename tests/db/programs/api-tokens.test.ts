import { changeName } from "@/lib/features/accounts/profile";
import {
  apiTokensOf,
  endApiTokens,
  MOST_TOKENS,
  makeApiToken,
  revokeApiToken,
} from "@/lib/features/api-tokens/api-tokens";
import { remindOfExpiry, tokenReminders } from "@/lib/features/api-tokens/reminders";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { deleteApiToken, touchApiToken } from "@/lib/platform/db/tables/programs/api-tokens";
import { findTokenBySecret } from "@/lib/platform/db/tables/programs/token-lookup";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { createTokenOf } from "@/tests/support/people/api-tokens";
import { newAskingSession } from "@/tests/support/people/sessions";

const input = { name: "laptop", scopes: ["profile:read" as const], expiresInDays: 90 };

let account: Account;
beforeEach(async () => {
  account = await createAccount();
});

const make = async (given: Partial<typeof input> = {}) =>
  makeApiToken(await newAskingSession(account.id), { ...input, ...given });

const mails = () => db.outboxMail.count();

describe("making a token", () => {
  test("stores its SHA-256 and its last four characters, but not the token [V11.4.1]", async () => {
    const { id, token } = await make();
    const row = await db.apiToken.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ secretHash: hashSecret(token), lastFour: token.slice(-4) });
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("mails its owner once", async () => {
    const before = await mails();
    await make();
    expect(await mails()).toBe(before + 1);
  });

  test(`of many at once no more than ${MOST_TOKENS} are made`, async () => {
    for (let n = 0; n < MOST_TOKENS - 2; n++) await createTokenOf(account);
    const made = await Promise.allSettled(Array.from({ length: 8 }, () => make()));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(await db.apiToken.count({ where: { userId: account.id } })).toBe(MOST_TOKENS);
  });

  test("does not count expired ones", async () => {
    for (let n = 0; n < MOST_TOKENS; n++) {
      await createTokenOf(account, { expiresAt: new Date(Date.now() - 1) });
    }
    await expect(make()).resolves.toMatchObject({ name: "laptop" });
  });
});

describe("the lookup", () => {
  test("gives the token and its user's current state, in one query", async () => {
    const { id, token } = await make();
    await db.user.update({ where: { id: account.id }, data: { role: "admin" } });
    expect(await findTokenBySecret(hashSecret(token))).toMatchObject({
      id,
      scopes: "profile:read",
      lastUsedAt: null,
      user: { id: account.id, email: account.email, role: "admin", disabled: false },
    });
  });

  test("keeps the expiry to the millisecond", async () => {
    const expiresAt = new Date("2036-09-28T02:30:00.001Z");
    const { token } = await createTokenOf(account, { expiresAt });
    expect((await findTokenBySecret(hashSecret(token)))?.expiresAt).toEqual(expiresAt);
  });
});

describe("the last use", () => {
  test("is recorded once a minute, however many requests come at once", async () => {
    const { id } = await make();
    const now = new Date();
    const before = new Date(now.getTime() - 60_000);
    await Promise.all([1, 2, 3].map((n) => touchApiToken(id, new Date(now.getTime() + n), before)));
    const first = (await db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    await touchApiToken(id, new Date(now.getTime() + 1000), before);
    expect((await db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt).toEqual(first);
    const later = new Date(now.getTime() + 120_000);
    await touchApiToken(id, later, new Date(later.getTime() - 60_000));
    expect((await db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt).toEqual(later);
  });
});

describe("what a token does", () => {
  test("is not done after it was revoked, even if it was let in before [V8.3.2]", async () => {
    const { id } = await make();
    const asking = { userId: account.id, tokenId: id };
    let renaming: Promise<unknown> | undefined;
    await transaction(async (tx) => {
      await lockUser(account.id, tx);
      renaming = changeName(asking, { name: "Countess" });
      renaming.catch(() => {});
      await deleteApiToken(account.id, id, tx);
    });
    await expect(renaming).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await db.user.findUniqueOrThrow({ where: { id: account.id } })).name).toBe(
      account.name,
    );
  });

  test("is not done by a token of another account", async () => {
    const { id } = await make();
    const { id: userId } = await createAccount();
    const renaming = changeName({ userId, tokenId: id }, { name: "Countess" });
    await expect(renaming).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("revoking", () => {
  test("twice at once revokes it once, with one event", async () => {
    const { id } = await make();
    const asking = await newAskingSession(account.id);
    const done = await Promise.all([revokeApiToken(asking, id), revokeApiToken(asking, id)]);
    expect(done.sort()).toEqual([false, true]);
    const events = await db.securityEvent.findMany({
      where: { subjectId: account.id, type: "authn_token_revoked" },
    });
    expect(events).toMatchObject([{ detail: "api_token", tokenId: id }]);
  });

  test("all of them leaves other people's", async () => {
    await make();
    const { id } = await createTokenOf(await createAccount());
    await transaction((tx) => endApiTokens(account.id, tx));
    expect(await apiTokensOf(account.id)).toEqual([]);
    expect(await db.apiToken.count({ where: { id } })).toBe(1);
  });
});

describe("the reminder", () => {
  const now = new Date();
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  const reminded = async (id: string) =>
    (await db.apiToken.findUniqueOrThrow({ where: { id } })).remindedAt;

  beforeEach(() => db.apiToken.deleteMany());

  test("goes to the owner of a token that expires within a week, once", async () => {
    const { id } = await createTokenOf(account, { expiresAt: inDays(6.9) });
    const before = await mails();
    expect(await remindOfExpiry(now)).toBe(1);
    expect(await remindOfExpiry(now)).toBe(0);
    expect(await mails()).toBe(before + 1);
    expect(await reminded(id)).toEqual(now);
  });

  test("goes out once where several processes send reminders", async () => {
    for (let n = 0; n < 5; n++) await createTokenOf(account, { expiresAt: inDays(3) });
    const before = await mails();
    const told = await Promise.all([1, 2, 3].map(() => remindOfExpiry(now)));
    expect(told.reduce((sum, count) => sum + count)).toBe(5);
    expect(await mails()).toBe(before + 5);
  });

  test("is not sent for one that lasts longer, has expired, or was created for a week", async () => {
    await createTokenOf(account, { expiresAt: inDays(7.1) });
    await createTokenOf(account, { expiresAt: inDays(-0.1) });
    await make({ expiresInDays: 7 });
    expect(await remindOfExpiry(now)).toBe(0);
  });

  test("is not sent to a disabled account, which delays no other", async () => {
    await createTokenOf(account, { expiresAt: inDays(3) });
    await db.user.update({ where: { id: account.id }, data: { disabledAt: now } });
    const before = await mails();
    expect(await tokenReminders.run()).toEqual({ reminded: 1 });
    expect(await mails()).toBe(before);
  });

  test("reaches everybody, however many there are", async () => {
    for (let n = 0; n < 120; n++) await createTokenOf(account, { expiresAt: inDays(3) });
    expect(await remindOfExpiry(now)).toBe(120);
  }, 60_000);
});
