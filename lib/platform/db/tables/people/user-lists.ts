import { db } from "@/lib/platform/db/client";
import type { UserPage } from "@/lib/platform/db/tables/user-search";
import { findUsers, type User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";

/*
 * Users by when they signed in, and users of an organisation: each in the order of an index, so that a page
 * costs the same however many there are.
 */

const LAST = new Date(Date.UTC(9999, 0, 1));

/** Records a sign-in. The caller has locked the account. */
export async function noteSignIn(id: string, at: Date, on: Connection): Promise<void> {
  await on.user.updateMany({ where: { id }, data: { lastSignInAt: at } });
}

/** When somebody signed in last: not before `from`, and before `until`. */
export type SignInRange = { from?: Date; until?: Date };

/**
 * Users who have signed in, the most recent first. If the last user of the previous page has signed in
 * again since, or was deleted, the list begins again.
 */
export async function listBySignIn(
  { after, take }: UserPage,
  { from = new Date(0), until = LAST }: SignInRange = {},
): Promise<User[]> {
  const last = after === null ? null : await signInOf(after);
  const before = last && last < until ? last : until;
  const id = last && last < until ? after : "";
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User"
    WHERE ("lastSignInAt", "id") < (${before}, ${id}) AND "lastSignInAt" >= ${from}
    ORDER BY "lastSignInAt" DESC, "id" DESC LIMIT ${take}`;
  return inOrder(found);
}

/** Users who have never signed in, the newest first. */
export async function listNeverSignedIn({ after, take }: UserPage): Promise<User[]> {
  const found = await db.user.findMany({
    where: { lastSignInAt: null, ...(after !== null && { id: { lt: after } }) },
    select: { id: true },
    // As the index has it, whose first column is the same in all of them.
    orderBy: [{ lastSignInAt: "desc" }, { id: "desc" }],
    take,
  });
  return inOrder(found);
}

/** All users, the most recent sign-in first; those who never signed in come last. */
export async function listAllBySignIn({ after, take }: UserPage): Promise<User[]> {
  const never = after !== null && (await signInOf(after)) === null;
  if (never) return listNeverSignedIn({ after, take });
  const users = await listBySignIn({ after, take });
  const left = take - users.length;
  return left === 0 ? users : [...users, ...(await listNeverSignedIn({ after: null, take: left }))];
}

async function signInOf(id: string): Promise<Date | null> {
  const row = await db.user.findUnique({ where: { id }, select: { lastSignInAt: true } });
  return row?.lastSignInAt ?? null;
}

/** The members of an organisation, by when their accounts were created. */
export async function listUsersOf(
  organizationId: string,
  { after, take }: UserPage,
  order: "newest" | "oldest",
): Promise<User[]> {
  const beyond = order === "newest" ? { lt: after ?? "" } : { gt: after ?? "" };
  const rows = await db.member.findMany({
    where: { organizationId, ...(after !== null && { userId: beyond }) },
    select: { userId: true },
    orderBy: { userId: order === "newest" ? "desc" : "asc" },
    take,
  });
  return inOrder(rows.map(({ userId }) => ({ id: userId })));
}

/** The members of an organisation among some users. */
export async function membersAmong(organizationId: string, ids: string[]): Promise<Set<string>> {
  const where = { organizationId, userId: { in: ids } };
  const rows = await db.member.findMany({ where, select: { userId: true } });
  return new Set(rows.map(({ userId }) => userId));
}

/** The id of the organisation with that slug; null where there is none. */
export async function organisationIdOf(slug: string): Promise<string | null> {
  const row = await db.organization.findUnique({ where: { slug }, select: { id: true } });
  return row?.id ?? null;
}

/** The slugs of some organisations, by their ids. */
export async function slugsOf(ids: string[]): Promise<Map<string, string>> {
  const rows = await db.organization.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true },
  });
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

async function inOrder(found: { id: string }[]): Promise<User[]> {
  const users = new Map(
    (await findUsers(found.map(({ id }) => id))).map((user) => [user.id, user]),
  );
  return found.flatMap(({ id }) => users.get(id) ?? []);
}
