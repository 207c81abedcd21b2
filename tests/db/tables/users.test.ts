import { setTimeout as sleep } from "node:timers/promises";
import type { Role } from "@/lib/platform/config/roles";
import { db } from "@/lib/platform/db/client";
import { findPasswordTime, setPassword, upgradePassword } from "@/lib/platform/db/tables/passwords";
import {
  countFound,
  countUsers,
  listUsers,
  searchUsers,
  type UserOrder,
  type UserPage,
} from "@/lib/platform/db/tables/user-search";
import {
  changeEmail,
  createUser,
  findUser,
  findUserByEmail,
  findUserWithPassword,
  lockUser,
  makeUsable,
  markEmailVerified,
  renameUser,
  type User,
} from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { newEmail } from "@/tests/support/people/accounts";

const FIELDS = [
  ...["id", "name", "email", "emailVerified", "role", "disabledAt", "createdAt"],
  ...["language", "timeZone", "secondFactorAt", "lastSignInAt"],
];
const RECORD = "hmac-sha384:00000000$2b$04$secretsecretsecret";

const anybody = (given: { name?: string; email?: string; role?: Role } = {}) =>
  createUser({ name: "Ada Lovelace", email: newEmail(), ...given });

const passwordOf = async (userId: string) =>
  (await db.password.findUnique({ where: { userId } }))?.hash;

const givePassword = (userId: string, hash: string) =>
  transaction((tx) => setPassword(userId, hash, tx));

test("a new user is unverified and has no rights", async () => {
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
    language: null,
    timeZone: null,
    secondFactorAt: null,
    lastSignInAt: null,
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

test("only one function returns anything secret [V8.2.3 V14.2.6 V15.3.1]", async () => {
  const user = await anybody({ name: "Secretive" });
  await givePassword(user.id, RECORD);
  const withPassword = await findUserWithPassword(user.email);
  expect(withPassword?.hash).toBe(RECORD);
  const users = await searchUsers(user.email, { after: null, take: 10 });
  const [newest] = await listUsers({ after: null, take: 1 }, "newest");
  for (const found of [
    user,
    await findUser(user.id),
    await findUserByEmail(user.email),
    withPassword?.user,
    newest,
    ...users,
  ]) {
    expect(Object.keys(found ?? {}).sort()).toEqual([...FIELDS].sort());
    expect(JSON.stringify(found)).not.toContain("secret");
  }
  expect(users).toHaveLength(1);
});

describe("password", () => {
  test("is optional", async () => {
    const user = await anybody();
    expect(await findUserWithPassword(user.email)).toEqual({ user, hash: null });
    expect(await findUserWithPassword(newEmail())).toBeNull();
  });

  test("is replaced by a new one", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    await givePassword(id, "second");
    expect(await passwordOf(id)).toBe("second");
  });

  test("is not overwritten by an upgrade after it was changed", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    await upgradePassword(id, "first", "upgraded");
    expect(await passwordOf(id)).toBe("upgraded");
    await upgradePassword(id, "first", "late");
    expect(await passwordOf(id)).toBe("upgraded");
  });

  test("dates from when its owner set it, not from its upgrade", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    const long = new Date(0);
    await db.password.update({ where: { userId: id }, data: { updatedAt: long } });
    await upgradePassword(id, "first", "upgraded");
    expect(await findPasswordTime(id)).toEqual(long);
    await givePassword(id, "second");
    expect(Number(await findPasswordTime(id))).toBeGreaterThan(Date.now() - 60_000);
  });

  test("is deleted with the user", async () => {
    const { id } = await anybody();
    await givePassword(id, "first");
    await db.user.delete({ where: { id } });
    expect(await passwordOf(id)).toBeUndefined();
  });
});

test("an address is verified for one user only", async () => {
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

  test("makes changes of the same user wait for each other [V15.4.2]", async () => {
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

test("an account becomes usable from any state", async () => {
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

  const all = { after: null, take: 100 };
  const names = async (search: string) => (await searchUsers(search, all)).map(({ name }) => name);

  /** What is on the pages of two that follow each other. */
  async function pagesOf(list: (page: UserPage) => Promise<User[]>): Promise<string[][]> {
    const pages: string[][] = [];
    for (let after: string | null = null; ; ) {
      const users: User[] = await list({ after, take: 2 });
      pages.push(users.map(({ name }) => name));
      const last = users.at(-1);
      if (!last || pages.length > 10) return pages;
      after = last.id;
    }
  }

  test("comes in pages, the newest first", async () => {
    await crowd("newest", ["A", "B", "C"]);
    const pages = await pagesOf((page) => listUsers(page, "newest"));
    expect(pages.slice(0, 2)).toEqual([
      ["C", "B"],
      ["A", expect.any(String)],
    ]);
  });

  test("comes oldest first, or by address, on request", async () => {
    const everybody = await db.user.findMany({ select: { id: true, email: true } });
    const inOrder = async (order: UserOrder) => {
      const ids: string[] = [];
      for (let after: string | null = null; ; after = ids.at(-1) ?? null) {
        const users: User[] = await listUsers({ after, take: 7 }, order);
        if (users.length === 0) return ids;
        ids.push(...users.map(({ id }) => id));
      }
    };
    const ids = everybody.map(({ id }) => id).sort();
    expect(await inOrder("oldest")).toEqual(ids);
    expect(await inOrder("newest")).toEqual(ids.toReversed());
    const byAddress = await inOrder("email");
    expect(byAddress.toSorted()).toEqual(ids);
    const addresses = new Map(everybody.map(({ id, email }) => [id, email]));
    const found = byAddress.map((id) => addresses.get(id));
    const { email: first } = await db.user.findFirstOrThrow({ orderBy: { email: "asc" } });
    const { email: last } = await db.user.findFirstOrThrow({ orderBy: { email: "desc" } });
    expect([found[0], found.at(-1)]).toEqual([first, last]);
  });

  test("is counted up to a limit", async () => {
    await crowd("counted", ["Counted A", "Counted B Counted", "Counted C"]);
    expect(await countUsers(10_000)).toBe(await db.user.count());
    expect(await countUsers(2)).toBe(2);
    // Who is found in two places counts once.
    expect(await countFound("counted", 10_000)).toBe(3);
    expect(await countFound("counted", 2)).toBe(2);
    expect(await countFound("countess", 10)).toBe(0);
  });

  test("of search results comes in pages, in the order of the search", async () => {
    await crowd("pages", ["Paging E", "Paging B", "D Paging", "C Paging", "Paging A"]);
    // Whichever name stands first: after the one that was found comes the other.
    expect(await pagesOf((page) => searchUsers("paging", page))).toEqual([
      ["Paging A", "Paging B"],
      ["C Paging", "D Paging"],
      ["Paging E"],
      [],
    ]);
  });

  test("has a user with several matches once, over all pages", async () => {
    await crowd("twice", ["Twice Twicer", "Twice Twicest", "Twicer Twice"]);
    const found = (await pagesOf((page) => searchUsers("twice", page))).flat();
    expect(found.sort()).toEqual(["Twice Twicer", "Twice Twicest", "Twicer Twice"]);
  });

  test("begins again when the last user of the previous page no longer matches", async () => {
    await crowd("gone", ["Gone A", "Gone B"]);
    const [first] = await searchUsers("gone", { after: null, take: 1 });
    await transaction((tx) => renameUser({ id: String(first?.id), email: "a@b.example" }, "X", tx));
    const next = await searchUsers("gone", { after: String(first?.id), take: 1 });
    expect(next.map(({ name }) => name)).toEqual(["Gone B"]);
  });

  test("can be searched by name or address, in any case and script", async () => {
    await crowd("searching", ["Änne Groß", "Zoë ÖZDEMİR", "Ада Лавлейс"]);
    expect(await names("änne")).toEqual(["Änne Groß"]);
    expect(await names("ÄNNE")).toEqual(["Änne Groß"]);
    expect(await names("özdem")).toEqual(["Zoë ÖZDEMİR"]);
    expect(await names("ЛАВЛЕЙС")).toEqual(["Ада Лавлейс"]);
    expect(await names("SEARCHING-1@")).toEqual(["Zoë ÖZDEMİR"]);
    expect(await names("1@example.com")).toContain("Zoë ÖZDEMİR");
    expect(await names("@example.com")).toEqual(await names("example.com"));
    // Not from the middle of a word: that would be no range of an index.
    expect(await names("avlei")).toEqual([]);
  });

  test("takes wildcards and quotes literally [V1.2.4]", async () => {
    await crowd("literal", ["100% Ada", "100 Ada", "a_b", "axb", "back\\slash", "O'Brien"]);
    expect(await names("100%")).toEqual(["100% Ada"]);
    expect(await names("a_b")).toEqual(["a_b"]);
    expect(await names("back\\s")).toEqual(["back\\slash"]);
    expect(await names("o'brien")).toEqual(["O'Brien"]);
    expect(await names("' OR 1=1 --")).toEqual([]);
    expect(await names("%%%")).toEqual([]);
  });

  test("finds a user by the new name, not by the old one", async () => {
    const user = await anybody({ name: "Oldname Ofada" });
    await transaction((tx) => renameUser(user, "Newname Ofada", tx));
    expect(await names("newname ofada")).toEqual(["Newname Ofada"]);
    expect(await names("oldname ofada")).toEqual([]);
    expect(await names(user.email)).toEqual(["Newname Ofada"]);
  });

  test("finds a user by the new address, not by the old one", async () => {
    const user = await anybody();
    const email = newEmail();
    await transaction((tx) => changeEmail(user, email, tx));
    expect(await names(email)).toEqual([user.name]);
    expect(await names(user.email)).toEqual([]);
  });
});
