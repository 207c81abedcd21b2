import { db } from "@/lib/platform/db/client";
import {
  consumeToken,
  createToken,
  findToken,
  replaceTokens,
} from "@/lib/platform/db/tables/tokens";
import { createUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { newEmail } from "@/tests/support/people/accounts";

const PURPOSE = "verify-email";

let made = 0;

async function newToken(given: { userId?: string; purpose?: string; expiresAt?: Date } = {}) {
  const email = newEmail();
  const userId = given.userId ?? (await createUser({ name: "Ada", email })).id;
  const { purpose = PURPOSE, expiresAt = new Date(Date.now() + 60_000) } = given;
  const secretHash = `hash-${++made}`;
  // Straight into the table: a purpose may be one that is not built yet.
  await db.token.create({ data: { secretHash, purpose, userId, email, expiresAt } });
  return { secretHash, userId, email };
}

const consume = (secretHash: string) => transaction((tx) => consumeToken(secretHash, PURPOSE, tx));
const find = (secretHash: string) => transaction((tx) => findToken(secretHash, PURPOSE, tx));

test("a token names its user and address, and works once [V6.4.1]", async () => {
  const { secretHash, userId, email } = await newToken();
  expect(await find(secretHash)).toMatchObject({ userId, email });
  expect(await find(secretHash)).toMatchObject({ userId, email });
  expect(await consume(secretHash)).toBe(true);
  expect(await consume(secretHash)).toBe(false);
  expect(await find(secretHash)).toMatchObject({ usedAt: expect.any(Date), replacedAt: null });
});

test("createToken stores what findToken and consumeToken find", async () => {
  const { userId } = await newToken();
  const token = { secretHash: "hash-stored", userId, email: "ada@example.com" };
  const expiresAt = new Date(Date.now() + 60_000);
  await transaction((tx) => createToken({ ...token, purpose: PURPOSE, expiresAt }, tx));
  expect(await find("hash-stored")).toEqual({
    userId,
    email: "ada@example.com",
    createdAt: expect.any(Date),
    expiresAt,
    usedAt: null,
    replacedAt: null,
  });
  expect(await consume("hash-stored")).toBe(true);
});

test("exactly one of twenty at once gets it [V2.3.4 V6.5.1]", async () => {
  const { secretHash } = await newToken();
  const results = await Promise.all(Array.from({ length: 20 }, () => consume(secretHash)));
  expect(results.filter(Boolean)).toHaveLength(1);
});

/** That there is no token. */
async function expectNone(secretHash: string): Promise<void> {
  expect(await find(secretHash)).toBeNull();
  expect(await consume(secretHash)).toBe(false);
}

/** That a token is kept, cannot be used, and has run out for a process of the release before. */
async function expectReplaced(secretHash: string): Promise<void> {
  const found = await find(secretHash);
  expect(found).toMatchObject({ usedAt: null, replacedAt: expect.any(Date) });
  expect(found?.expiresAt).toEqual(found?.replacedAt);
  expect(await consume(secretHash)).toBe(false);
}

test("an empty string is not a token [V2.3.1]", async () => {
  await expectNone("hash-unknown");
  await expectNone("");
});

test("an expired token does not work [V6.4.1]", async () => {
  const { secretHash } = await newToken({ expiresAt: new Date(Date.now() - 1) });
  expect(await consume(secretHash)).toBe(false);
});

test("a token for another purpose does not work, and is kept [V2.3.1 V6.6.2]", async () => {
  const { secretHash } = await newToken({ purpose: "reset-password" });
  await expectNone(secretHash);
  expect(await db.token.count({ where: { secretHash } })).toBe(1);
});

test("when its use fails, the token still works", async () => {
  const { secretHash } = await newToken();
  const work = transaction(async (tx) => {
    expect(await consumeToken(secretHash, PURPOSE, tx)).toBe(true);
    throw new Error("failed");
  });
  await expect(work).rejects.toThrow("failed");
  expect(await consume(secretHash)).toBe(true);
});

test("replacing tokens leaves other users' and other purposes' tokens", async () => {
  const first = await newToken();
  const second = await newToken({ userId: first.userId });
  const otherPurpose = await newToken({ userId: first.userId, purpose: "reset-password" });
  const otherUser = await newToken();
  await transaction((tx) => replaceTokens(first.userId, PURPOSE, tx));
  await expectReplaced(first.secretHash);
  await expectReplaced(second.secretHash);
  expect(await db.token.count({ where: { secretHash: otherPurpose.secretHash } })).toBe(1);
  expect(await consume(otherUser.secretHash)).toBe(true);
});

test("tokens are deleted with their user", async () => {
  const { secretHash, userId } = await newToken();
  await db.user.delete({ where: { id: userId } });
  await expectNone(secretHash);
});
