import { renewSearchKeys } from "@/lib/features/admin/search-keys";
import { db } from "@/lib/platform/db/client";
import { searchUsers } from "@/lib/platform/db/tables/user-search";
import { createUser } from "@/lib/platform/db/tables/users";
import { newEmail } from "@/tests/support/people/accounts";

/** A user as the first rules left them: keys in lower case, nothing else folded. */
async function userOfBefore(name: string): Promise<string> {
  const { id } = await createUser({ name, email: newEmail() });
  await db.searchKey.deleteMany({ where: { userId: id } });
  await db.searchKey.create({ data: { userId: id, key: name.toLowerCase() } });
  await db.user.update({ where: { id }, data: { keysVersion: 1 } });
  return id;
}

const found = async (needle: string) =>
  (await searchUsers(needle, { after: null, take: 10 })).map(({ id }) => id);

test("users with search keys of older rules are found by the new rules after the clean-up", async () => {
  const ids = await Promise.all(["İpek Yılmaz", "José Müller", "Straße Weiß"].map(userOfBefore));
  expect(await found("muller")).toEqual([]);
  expect(await renewSearchKeys()).toBe(3);
  expect(await found("ipek")).toEqual([ids[0]]);
  expect(await found("muller")).toEqual([ids[1]]);
  expect(await found("weiss")).toEqual([ids[2]]);
  expect(await renewSearchKeys()).toBe(0);
});

test("two processes can renew at once, and a new user needs no renewal", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => userOfBefore(`Zoë${n} Test`)));
  await createUser({ name: "Zoë New", email: newEmail() });
  await Promise.all([renewSearchKeys(), renewSearchKeys()]);
  expect((await found("zoe1 ")).length).toBe(1);
  expect(await db.searchKey.count({ where: { userId: ids[0] ?? "" } })).toBeGreaterThan(1);
  expect(await renewSearchKeys()).toBe(0);
});
