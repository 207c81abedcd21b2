import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import {
  createUser,
  findUser,
  findUserByEmail,
  findUserWithPassword,
  listUsers,
  lockUser,
  makeUsable,
  markEmailVerified,
  renameUser,
  setPassword,
  upgradePassword,
} from "@/lib/db/users";
import { newEmail } from "../support/accounts";

const FIELDS = ["id", "name", "email", "emailVerified", "role", "disabledAt", "createdAt"];
const RECORD = "hmac-sha384:00000000$2b$04$secretsecretsecret";

const anybody = (given: { name?: string; email?: string; role?: string } = {}) =>
  createUser({ name: "Ada Lovelace", email: newEmail(), ...given });

const passwordOf = async (userId: string) =>
  (await db.password.findUnique({ where: { userId } }))?.hash;

const givePassword = (userId: string, hash: string) =>
  transaction((tx) => setPassword(userId, hash, tx));

test("a new user is an unverified one without rights", async () => {
  const email = newEmail();
  const user = await createUser({ name: "Ada", email });
  expect(user).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
    name: "Ada",
    email,
    emailVerified: null,
    role: "user",
    disabledAt: null,
    createdAt: expect.any(Date),
  });
  expect(Math.abs(user.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
});

test("a user is found by id and by address, or not", async () => {
  const user = await anybody();
  expect(await findUser(user.id)).toEqual(user);
  expect(await findUserByEmail(user.email)).toEqual(user);
  expect(await findUser(user.email)).toBeNull();
  expect(await findUserByEmail(newEmail())).toBeNull();
  expect(await findUserByEmail("")).toBeNull();
});

test("no function but one returns anything secret", async () => {
  const user = await anybody({ name: "Secretive" });
  await givePassword(user.id, RECORD);
  const withPassword = await findUserWithPassword(user.email);
  expect(withPassword?.hash).toBe(RECORD);
  const { users } = await listUsers({ search: user.email, skip: 0, take: 10 });
  for (const found of [
    user,
    await findUser(user.id),
    await findUserByEmail(user.email),
    withPassword?.user,
    ...users,
  ]) {
    expect(Object.keys(found ?? {}).sort()).toEqual([...FIELDS].sort());
    expect(JSON.stringify(found)).not.toContain("secret");
  }
  expect(users).toHaveLength(1);
});

describe("password", () => {
  test("a user may have none", async () => {
    const user = await anybody();
    expect(await findUserWithPassword(user.email)).toEqual({ user, hash: null });
    expect(await findUserWithPassword(newEmail())).toBeNull();
  });

  test("a new one takes the place of the old one", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    await givePassword(id, "second");
    expect(await passwordOf(id)).toBe("second");
  });

  test("an upgrade leaves a password that was changed meanwhile", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    await upgradePassword(id, "first", "upgraded");
    expect(await passwordOf(id)).toBe("upgraded");
    await upgradePassword(id, "first", "late");
    expect(await passwordOf(id)).toBe("upgraded");
  });

  test("goes with the user", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    await db.user.delete({ where: { id } });
    expect(await passwordOf(id)).toBeUndefined();
  });
});

test("an address is verified for one user alone", async () => {
  const [ada, eve] = [await anybody(), await anybody()];
  await transaction((tx) => markEmailVerified(ada.id, tx));
  expect((await findUser(ada.id))?.emailVerified).toBeInstanceOf(Date);
  expect((await findUser(eve.id))?.emailVerified).toBeNull();
});

describe("locking", () => {
  test("gives the user as of now, and changes nothing", async () => {
    const user = await anybody();
    expect(await transaction((tx) => lockUser(user.id, tx))).toEqual(user);
    expect(await findUser(user.id)).toEqual(user);
    expect(await transaction((tx) => lockUser("nobody", tx))).toBeNull();
  });

  test("makes those who change the same user come one after the other", async () => {
    const user = await anybody({ name: "" });
    const addLetter = () =>
      transaction(async (tx) => {
        const { name } = (await lockUser(user.id, tx)) ?? user;
        // Long enough for everybody else to have read, were they let.
        await sleep(10);
        await renameUser(user, `${name}x`, tx);
      });
    await Promise.all(Array.from({ length: 8 }, addLetter));
    expect((await findUser(user.id))?.name).toBe("xxxxxxxx");
  });
});

test("an account is made usable whatever it was", async () => {
  const { id } = await anybody();
  await db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  await transaction((tx) => makeUsable(id, "admin", tx));
  expect(await findUser(id)).toMatchObject({
    role: "admin",
    disabledAt: null,
    emailVerified: expect.any(Date),
  });
});

describe("the admin's list", () => {
  /** Users that only this search finds. */
  async function crowd(mark: string, names: string[]): Promise<void> {
    for (const [index, name] of names.entries()) {
      await createUser({ name, email: `${mark}-${index}@example.com` });
    }
  }

  const names = async (search: string) =>
    (await listUsers({ search, skip: 0, take: 100 })).users.map(({ name }) => name);

  test("comes in pages, by address, with the number of all", async () => {
    await crowd("paging", ["A", "B", "C", "D", "E"]);
    const page = async (skip: number) => {
      const { users, total } = await listUsers({ search: "paging-", skip, take: 2 });
      return { names: users.map(({ name }) => name), total };
    };
    expect(await page(0)).toEqual({ names: ["A", "B"], total: 5 });
    expect(await page(2)).toEqual({ names: ["C", "D"], total: 5 });
    expect(await page(4)).toEqual({ names: ["E"], total: 5 });
    expect(await page(6)).toEqual({ names: [], total: 5 });
  });

  test("is searched by name or address, in any case, in any script", async () => {
    await crowd("searching", ["Änne Groß", "Zoë ÖZDEMİR", "Ада Лавлейс"]);
    expect(await names("änne")).toEqual(["Änne Groß"]);
    expect(await names("ÄNNE")).toEqual(["Änne Groß"]);
    expect(await names("özdem")).toEqual(["Zoë ÖZDEMİR"]);
    expect(await names("ЛАВЛЕЙС")).toEqual(["Ада Лавлейс"]);
    expect(await names("SEARCHING-1@")).toEqual(["Zoë ÖZDEMİR"]);
  });

  test("takes wildcards and quotes for what they are", async () => {
    await crowd("literal", ["100% Ada", "100 Ada", "a_b", "axb", "back\\slash", "O'Brien"]);
    expect(await names("100%")).toEqual(["100% Ada"]);
    expect(await names("a_b")).toEqual(["a_b"]);
    expect(await names("k\\s")).toEqual(["back\\slash"]);
    expect(await names("o'brien")).toEqual(["O'Brien"]);
    expect(await names("' OR 1=1 --")).toEqual([]);
    expect(await names("%%%")).toEqual([]);
  });

  test("has everybody without a search", async () => {
    const { total } = await listUsers({ search: "", skip: 0, take: 1 });
    expect(total).toBe(await db.user.count());
  });

  test("finds a user by the new name, not by the old one", async () => {
    const user = await anybody({ name: "Oldname Ofada" });
    await transaction((tx) => renameUser(user, "Newname Ofada", tx));
    expect(await names("newname ofada")).toEqual(["Newname Ofada"]);
    expect(await names("oldname ofada")).toEqual([]);
    expect(await names(user.email)).toEqual(["Newname Ofada"]);
  });
});
