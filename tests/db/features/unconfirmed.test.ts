import { removeUnconfirmed } from "@/lib/features/accounts/unconfirmed";
import { registerHooks } from "@/lib/features/hooks/hooks";
import { issueToken } from "@/lib/features/links/links";
import { log } from "@/lib/platform/core/log";
import { DAY_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { transaction } from "@/lib/platform/db/transaction";
import { newEmail } from "@/tests/support/people/accounts";

const LIMIT = new Date(Date.now() - 30 * DAY_MS);

/** Signed up so many days ago; by nobody's confirmation unless told otherwise. */
async function signedUp(days: number, given: { emailVerified?: Date; disabledAt?: Date } = {}) {
  const createdAt = new Date(Date.now() - days * DAY_MS);
  const data = { id: idAt(createdAt), email: newEmail(), name: "Nobody", createdAt, ...given };
  const { id, email } = await db.user.create({ data });
  return { id, email };
}

const isThere = async ({ id }: { id: string }) => (await db.user.count({ where: { id } })) === 1;

test("an account left unconfirmed too long is deleted, with all that belongs to it", async () => {
  const old = await signedUp(31);
  await db.password.create({ data: { userId: old.id, hash: "x", updatedAt: new Date() } });
  await db.securityEvent.create({
    data: { type: "user_created", subjectId: old.id, ipAddress: "192.0.2.1" },
  });
  expect(await removeUnconfirmed(LIMIT)).toBe(1);
  expect(await isThere(old)).toBe(false);
  expect(await db.password.count({ where: { userId: old.id } })).toBe(0);
  // What happened stays, and leads to nobody.
  expect(await db.securityEvent.count({ where: { subjectId: old.id } })).toBe(0);
  const deleted = await db.securityEvent.findFirst({ where: { type: "user_deleted" } });
  expect(deleted).toMatchObject({ subjectId: expect.stringMatching(/^deleted-/), actorId: null });
});

test("an account that is confirmed, new, disabled, or has a provider or a valid link stays", async () => {
  const linked = await signedUp(31);
  await db.account.create({
    data: { userId: linked.id, type: "oauth", provider: "github", providerAccountId: newEmail() },
  });
  const again = await signedUp(31);
  await transaction((tx) => issueToken("verify-email", again.id, again.email, tx));
  const staying = [
    await signedUp(31, { emailVerified: new Date() }),
    await signedUp(29),
    await signedUp(31, { disabledAt: new Date() }),
    linked,
    again,
  ];
  expect(await removeUnconfirmed(LIMIT)).toBe(0);
  expect(await Promise.all(staying.map(isThere))).toEqual(staying.map(() => true));
});

test("an account for which a product's hook fails stays, and the others are deleted", async () => {
  const [first, second] = [await signedUp(40), await signedUp(35)];
  const told = jest.spyOn(log, "warn").mockImplementation();
  registerHooks({
    accountDeleted: async ({ id }) => {
      if (id === first.id) throw new Error("not now");
    },
  });
  expect(await removeUnconfirmed(LIMIT)).toBe(1);
  expect([await isThere(first), await isThere(second)]).toEqual([true, false]);
  expect(told).toHaveBeenCalledTimes(1);
  registerHooks({});
  expect(await removeUnconfirmed(LIMIT)).toBe(1);
});
