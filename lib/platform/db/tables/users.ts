import { type Role, roleOf } from "@/lib/platform/config/roles";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import { noteChange } from "@/lib/platform/db/notices/notices";
import type { Connection } from "@/lib/platform/db/transaction";
import { findPasswordRecord } from "./passwords";
import { KEYS_VERSION, searchKeys } from "./search-keys";

/** A user as the rest of the code knows one. No secret is ever part of it. */
export type User = {
  id: string;
  name: string;
  email: string;
  emailVerified: Date | null;
  role: Role;
  disabledAt: Date | null;
  /** What the owner chose, or null; it may be a language that the app no longer has. */
  language: string | null;
  /** IANA name of what the owner chose, or null. */
  timeZone: string | null;
  createdAt: Date;
  /** Since when a sign-in asks for a second factor; null where there is none. */
  secondFactorAt: Date | null;
  /** When a session was last opened; null as long as none was. */
  lastSignInAt: Date | null;
};

const USER = {
  id: true,
  name: true,
  email: true,
  emailVerified: true,
  role: true,
  disabledAt: true,
  language: true,
  timeZone: true,
  createdAt: true,
  secondFactorAt: true,
  lastSignInAt: true,
} satisfies Prisma.UserSelect;

/** A row as the rest of the code knows a user. */
const userOf = (row: Prisma.UserGetPayload<{ select: typeof USER }>): User => ({
  ...row,
  role: roleOf(row.role),
});

/** The user with that id; null when there is none. */
export async function findUser(id: string, on: Connection = db): Promise<User | null> {
  const row = await on.user.findUnique({ where: { id }, select: USER });
  return row && userOf(row);
}

/**
 * Locks a user's row for this transaction: other changes of the same account wait until it has ended. Every
 * change of an account begins with it, before any token, so that what was read still holds and no two wait
 * for each other.
 * @returns the user as of now; null when there is none
 */
export async function lockUser(id: string, on: Connection): Promise<User | null> {
  const [row] = await on.user.updateManyAndReturn({ where: { id }, data: { id }, select: USER });
  return row ? userOf(row) : null;
}

/** The user with that address; null when there is none. @param email normalised */
export async function findUserByEmail(email: string, on: Connection = db): Promise<User | null> {
  const row = await on.user.findUnique({ where: { email }, select: USER });
  return row && userOf(row);
}

/**
 * Locks the row of the user with that address, as lockUser() does. While the lock was awaited, the account
 * may have changed its address, and another may have taken this one.
 */
export async function lockUserByEmail(email: string, on: Connection): Promise<User | null> {
  const found = await findUserByEmail(email, on);
  const user = found && (await lockUser(found.id, on));
  return !found || user?.email === email ? user : lockUserByEmail(email, on);
}

/** The user with the password record, for a sign-in only: the same queries for an unknown address. */
export async function findUserWithPassword(
  email: string,
): Promise<{ user: User; hash: string | null } | null> {
  const user = await findUserByEmail(email);
  const hash = await findPasswordRecord(user?.id ?? "");
  return user && { user, hash };
}

/** @throws a unique violation when the address is taken */
export async function createUser(
  user: {
    name: string;
    email: string;
    role?: Role;
    emailVerified?: Date;
    language?: string;
  },
  on: Connection = db,
): Promise<User> {
  return userOf(await on.user.create({ data: { ...user, ...withSearchKeys(user) }, select: USER }));
}

/** The search keys of a new row of User, so that the admin's search finds it. */
function withSearchKeys(user: { name: string; email: string }) {
  const data = searchKeys(user).map((key) => ({ key }));
  return { keysVersion: KEYS_VERSION, keys: { createMany: { data } } };
}

/** Replaces the search keys of a user according to the current rules. */
export async function replaceSearchKeys(
  { id, ...user }: Pick<User, "id" | "name" | "email">,
  on: Connection,
): Promise<void> {
  await on.searchKey.deleteMany({ where: { userId: id } });
  const data = searchKeys(user).map((key) => ({ userId: id, key }));
  await on.searchKey.createMany({ data });
  const version = { keysVersion: KEYS_VERSION };
  await on.user.update({ where: { id }, data: version, select: { id: true } });
}

/** Ids of users whose search keys were made by older rules. @param take how many at most */
export async function findOutdatedKeys(take: number): Promise<string[]> {
  const where = { keysVersion: { lt: KEYS_VERSION } };
  const found = await db.user.findMany({
    where,
    select: { id: true },
    orderBy: { keysVersion: "asc" },
    take,
  });
  return found.map(({ id }) => id);
}

/** Renames a user. @throws when there is no such user */
export async function renameUser(
  { id, email }: Pick<User, "id" | "email">,
  name: string,
  on: Connection,
): Promise<void> {
  await on.user.update({ where: { id }, data: { name }, select: { id: true } });
  await replaceSearchKeys({ id, name, email }, on);
}

/** Sets the language, the time zone, or both. @throws when there is no such user */
export async function setPreferences(
  id: string,
  reading: { language?: string | null; timeZone?: string | null },
  on: Connection,
): Promise<void> {
  await on.user.update({ where: { id }, data: reading, select: { id: true } });
}

/** Marks the e-mail address as verified. @throws when there is no such user */
export async function markEmailVerified(id: string, on: Connection): Promise<void> {
  const data = { emailVerified: new Date() };
  await on.user.update({ where: { id }, data, select: { id: true } });
}

/**
 * Gives a user another address, which counts as verified.
 * @throws a unique violation when it is taken
 */
export async function changeEmail(
  { id, name }: Pick<User, "id" | "name">,
  email: string,
  on: Connection,
): Promise<void> {
  const data = { email, emailVerified: new Date() };
  await on.user.update({ where: { id }, data, select: { id: true } });
  await replaceSearchKeys({ id, name, email }, on);
}

/** The e-mail addresses of users, by their ids. */
export async function findEmails(ids: string[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, email: true },
  });
  return new Map(users.map(({ id, email }) => [id, email]));
}

/** @throws when there is no such user */
export async function setRole(id: string, role: Role, on: Connection): Promise<void> {
  await on.user.update({ where: { id }, data: { role }, select: { id: true } });
}

/** @throws when there is no such user */
export async function setDisabled(id: string, disabled: boolean, on: Connection): Promise<void> {
  const data = { disabledAt: disabled ? new Date() : null };
  await on.user.update({ where: { id }, data, select: { id: true } });
}

/**
 * Records since when a user has a second factor, or that there is none. @throws when there is no such user
 */
export async function setSecondFactor(
  id: string,
  secondFactorAt: Date | null,
  on: Connection,
): Promise<void> {
  await on.user.update({ where: { id }, data: { secondFactorAt }, select: { id: true } });
}

/** Deletes a user, with everything that refers to the row. */
export async function deleteUser(id: string, on: Connection): Promise<void> {
  await on.user.deleteMany({ where: { id } });
  await noteChange(id, on);
}

/** Makes an account usable, with that role, whatever its state was. For seeding. */
export async function makeUsable(id: string, role: Role, on: Connection): Promise<void> {
  const data = { role, emailVerified: new Date(), disabledAt: null };
  await on.user.update({ where: { id }, data, select: { id: true } });
}

/** Users by their ids, in any order. */
export async function findUsers(ids: string[]): Promise<User[]> {
  const rows = await db.user.findMany({ where: { id: { in: ids } }, select: USER });
  return rows.map(userOf);
}
