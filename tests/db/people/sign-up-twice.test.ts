import { signUp } from "@/lib/features/accounts/sign-up";
import { db } from "@/lib/platform/db/client";
import { deliverQuietly } from "@/tests/support/mail/deliver-quietly";
import { newEmail } from "@/tests/support/people/accounts";

// What two processes do with the same sign-up is what one does twice at once: only the database knows of both.

const PERSON = { name: "Grace Hopper", password: "seven lemons on the harbour wall" };

/** How many links were mailed to an address, and how many of them work. */
async function linksOf(email: string): Promise<{ mailed: number; working: number }> {
  await deliverQuietly();
  const tokens = await db.token.findMany({ where: { email }, select: { expiresAt: true } });
  const now = new Date();
  return {
    mailed: tokens.length,
    working: tokens.filter(({ expiresAt }) => expiresAt > now).length,
  };
}

test("the same sign-up five times at once mails one link", async () => {
  const person = { ...PERSON, email: newEmail() };
  await Promise.all(Array.from({ length: 5 }, () => signUp(person)));
  expect(await linksOf(person.email)).toEqual({ mailed: 1, working: 1 });
});

test("so it does for an address that was not confirmed", async () => {
  const email = newEmail();
  await signUp({ ...PERSON, email, name: "Eve" });
  await Promise.all(Array.from({ length: 3 }, () => signUp({ ...PERSON, email })));
  expect(await linksOf(email)).toEqual({ mailed: 2, working: 1 });
});

test.each([
  ["name", { name: "Ada Lovelace" }],
  ["password", { password: "six oranges on the harbour wall" }],
])("a sign-up with another %s counts as another", async (_, other) => {
  const person = { ...PERSON, email: newEmail() };
  await signUp(person);
  await signUp({ ...person, ...other });
  expect(await linksOf(person.email)).toEqual({ mailed: 2, working: 1 });
});

test("the same sign-up after a minute counts as another", async () => {
  const person = { ...PERSON, email: newEmail() };
  await signUp(person);
  await deliverQuietly();
  const createdAt = new Date(Date.now() - 61_000);
  await db.token.updateMany({ where: { email: person.email }, data: { createdAt } });
  await signUp(person);
  expect(await linksOf(person.email)).toEqual({ mailed: 2, working: 1 });
});

test("of two sign-ups at once with different passwords the later one's link works", async () => {
  const person = { ...PERSON, email: newEmail() };
  const passwords = [PERSON.password, "six oranges on the harbour wall"];
  await Promise.all(passwords.map((password) => signUp({ ...person, password })));
  expect(await linksOf(person.email)).toEqual({ mailed: 2, working: 1 });
});
