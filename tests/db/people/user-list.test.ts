import { readdirSync, readFileSync } from "node:fs";
import { pageOfUsers, usersQuery } from "@/lib/features/admin/user-list";
import { openSession } from "@/lib/features/sign-in/open-session";
import { filterFor } from "@/lib/features/user-filter/filter";
import { env } from "@/lib/platform/config/env";
import { DAY_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { createUser } from "@/lib/platform/db/tables/users";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { createOrganisation, join } from "@/tests/support/people/organisations";

const list = (query: Record<string, string>) => pageOfUsers(usersQuery.parse(query));
const ids = async (query: Record<string, string>) => (await list(query)).users.map(({ id }) => id);

/** Users of each kind, the oldest first. */
async function seed() {
  await db.user.deleteMany();
  const verified = { emailVerified: new Date() };
  const make = (name: string, more: object) => createUser({ name, email: newEmail(), ...more });
  const ada = await make("Ada", { ...verified, role: "admin" });
  const eve = await make("Eve", {});
  const bob = await make("Bob", verified);
  const zoe = await make("Zoe", verified);
  await db.user.update({ where: { id: bob.id }, data: { disabledAt: new Date() } });
  await db.user.update({ where: { id: zoe.id }, data: { secondFactorAt: new Date() } });
  return { ada: ada.id, bob: bob.id, eve: eve.id, zoe: zoe.id };
}

test("users are filtered by role, status and second factor, also in search results", async () => {
  const { ada, bob, eve, zoe } = await seed();
  expect(await ids({ role: "admin" })).toEqual([ada]);
  expect(await ids({ status: "confirmed" })).toEqual([zoe, ada]);
  expect(await ids({ status: "unconfirmed" })).toEqual([eve]);
  expect(await ids({ status: "disabled" })).toEqual([bob]);
  expect(await ids({ factor: "on" })).toEqual([zoe]);
  expect(await ids({ factor: "off", status: "confirmed" })).toEqual([ada]);
  expect(await ids({ q: "z", factor: "off" })).toEqual([]);
  expect(await ids({ q: "z", factor: "on" })).toEqual([zoe]);
  expect(await ids({ role: "captain", status: "lost" })).toHaveLength(4);
});

test("users are sorted by name across pages, people with the same name one after the other", async () => {
  await seed();
  const many = Array.from({ length: 60 }, (_, n) => ({ name: `Kim ${n % 3}`, email: newEmail() }));
  for (const user of many) await createUser(user);
  const names: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await list({ sort: "name", ...(after && { after }) });
    names.push(...page.users.map(({ name }) => name));
    after = page.next;
  }
  expect(names).toHaveLength(64);
  expect(names).toEqual([...names].sort());
});

test("where few match, a page reads five thousand at most and says where to continue", async () => {
  const { ada } = await seed();
  const data = Array.from({ length: 5200 }, () => ({ name: "Kim", email: newEmail() }));
  await db.user.createMany({ data });
  const first = await list({ role: "admin" });
  expect(first).toEqual({ users: [], next: expect.any(String), total: null });
  const second = await list({ role: "admin", after: first.next ?? "" });
  expect(second).toMatchObject({ users: [{ id: ada }], next: null });
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

/** Users by when they signed in last, the oldest account first. */
async function signedIn() {
  const { ada, bob, eve, zoe } = await seed();
  const at = (id: string, days: number) =>
    db.user.update({ where: { id }, data: { lastSignInAt: daysAgo(days) } });
  await at(ada, 100);
  await at(eve, 20);
  await at(bob, 1);
  return { ada, bob, eve, zoe };
}

test("users are filtered by their last sign-in, the most recent first", async () => {
  const { ada, bob, eve, zoe } = await signedIn();
  expect(await ids({ lastSignIn: "7d" })).toEqual([bob]);
  expect(await ids({ lastSignIn: "30d" })).toEqual([bob, eve]);
  expect(await ids({ lastSignIn: "90d", status: "unconfirmed" })).toEqual([eve]);
  expect(await ids({ lastSignIn: "over90d" })).toEqual([ada]);
  expect(await ids({ lastSignIn: "never" })).toEqual([zoe]);
  expect(await ids({ lastSignIn: "never", q: "z" })).toEqual([zoe]);
  expect(await ids({ lastSignIn: "7d", q: "z" })).toEqual([]);
  expect(await ids({ lastSignIn: "yesterday" })).toHaveLength(4);
  expect(await ids({ sort: "lastSignIn" })).toEqual([bob, eve, ada, zoe]);
});

test("by last sign-in, pages show everybody once, even with equal times", async () => {
  await db.user.deleteMany();
  for (let n = 0; n < 60; n++) {
    const { id } = await createUser({ name: "Kim", email: newEmail() });
    if (n < 40) await db.user.update({ where: { id }, data: { lastSignInAt: daysAgo(n % 2) } });
  }
  const whole = async (query: Record<string, string>) => {
    const found: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page = await list({ ...query, ...(after && { after }) });
      found.push(...page.users.map(({ id }) => id));
      after = page.next;
    }
    return { count: found.length, once: new Set(found).size };
  };
  expect(await whole({ sort: "lastSignIn" })).toEqual({ count: 60, once: 60 });
  expect(await whole({ lastSignIn: "30d" })).toEqual({ count: 40, once: 40 });
  expect(await whole({ lastSignIn: "never" })).toEqual({ count: 20, once: 20 });
});

test("users are filtered by organisation, also in search results; an unknown one has none", async () => {
  const { ada, bob } = await signedIn();
  const { slug, id, owner } = await createOrganisation();
  await join({ id }, { id: ada }, "member");
  await join({ id }, { id: bob }, "admin");
  expect(await ids({ organisation: slug })).toEqual([owner.id, bob, ada].sort().reverse());
  expect(await ids({ organisation: slug, sort: "oldest" })).toEqual([ada, bob, owner.id].sort());
  expect(await ids({ organisation: slug, lastSignIn: "7d" })).toEqual([bob]);
  expect(await ids({ organisation: slug, q: "a" })).toContain(ada);
  expect(await ids({ organisation: slug, q: "z" })).toEqual([]);
  expect(await ids({ organisation: "no-such-one" })).toEqual([]);
  expect(await ids({ organisation: "Not A Slug" })).toEqual([]);
});

test("a role that may not read organisations does not learn their members [V8.2.2]", () => {
  expect(() => filterFor("user", { organisation: "engines" })).toThrow("forbidden");
  expect(filterFor("user", { role: "admin" })).toEqual({ role: "admin" });
  expect(filterFor("admin", { organisation: "engines" })).toEqual({ organisation: "engines" });
});

test("a sign-in is recorded in the transaction that opens its session", async () => {
  const { id: userId } = await createAccount();
  const authenticatedAt = new Date();
  const session = { secretHash: newEmail(), userId, remember: false, authenticatedAt };
  const open = (given: object) =>
    openSession(
      { ...session, ...given, expiresAt: new Date(Date.now() + DAY_MS) },
      { methods: ["password"], device: null },
    );
  await open({});
  const at = async () => (await db.user.findUniqueOrThrow({ where: { id: userId } })).lastSignInAt;
  expect(await at()).toEqual(authenticatedAt);
  // The same secret again: the session is not opened, and no sign-in is noted.
  await expect(open({ authenticatedAt: daysAgo(-1) })).rejects.toThrow();
  expect(await at()).toEqual(authenticatedAt);
});

test("the migration fills the column from the audit trail", async () => {
  const [signed, never] = [await createAccount(), await createAccount()];
  const at = (days: number, type: string) => {
    const createdAt = daysAgo(days);
    const event = { id: idAt(createdAt), createdAt, type, subjectId: signed.id };
    return db.securityEvent.create({ data: event });
  };
  await at(9, "authn_login_success");
  const last = await at(3, "authn_login_success");
  await at(1, "user_updated");
  const folder = `prisma/migrations/${env.postgres ? "postgresql" : "sqlite"}`;
  const name = readdirSync(folder).find((one) => one.endsWith("_last_sign_in"));
  const text = readFileSync(`${folder}/${name}/migration.sql`, "utf8");
  const fill = /^UPDATE [^;]+;/m.exec(text)?.[0] ?? "";
  await db.$executeRawUnsafe(fill);
  const moment = async ({ id }: { id: string }) =>
    (await db.user.findUniqueOrThrow({ where: { id } })).lastSignInAt;
  expect(await moment(signed)).toEqual(last.createdAt);
  expect(await moment(never)).toBeNull();
});
