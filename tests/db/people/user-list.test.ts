import { pageOfUsers, usersQuery } from "@/lib/features/admin/user-list";
import { db } from "@/lib/platform/db/client";
import { createUser } from "@/lib/platform/db/tables/users";
import { newEmail } from "@/tests/support/people/accounts";

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

test("users are narrowed by role, status and factor, also in what a search finds", async () => {
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

test("users are sorted by name, people of the same name one after the other, page by page", async () => {
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

test("where few fit, a page looks through five thousand at most and says where to go on", async () => {
  const { ada } = await seed();
  const data = Array.from({ length: 5200 }, () => ({ name: "Kim", email: newEmail() }));
  await db.user.createMany({ data });
  const first = await list({ role: "admin" });
  expect(first).toEqual({ users: [], next: expect.any(String), total: null });
  const second = await list({ role: "admin", after: first.next ?? "" });
  expect(second).toMatchObject({ users: [{ id: ada }], next: null });
});
