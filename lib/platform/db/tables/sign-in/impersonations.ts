import { type Role, roleOf } from "@/lib/platform/config/roles";
import { dayOf } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { type Instant, instant, read } from "@/lib/platform/db/driver-read";
import { noteChange } from "@/lib/platform/db/notices/notices";
import type { Connection } from "@/lib/platform/db/transaction";

/*
 * Sessions in which an administrator acts for the owner of an account. Each has the administrator's own
 * session as its parent, and is deleted with it.
 */

/** The administrator who acts in a session, as of now. */
export type Impersonator = { id: string; name: string; role: Role; disabled: boolean };

const AT_ONCE = 500;

type Row = { id: string; name: string; role: unknown; disabledAt: Instant | null };

const BY_PARENT = `
  SELECT u."id", u."name", u."role", ${instant('u."disabledAt"', "disabledAt")}
  FROM "Session" s JOIN "User" u ON u."id" = s."userId" WHERE s."id" = $1`;

/**
 * The administrator behind an impersonated session; null when theirs has ended. Read by each of its
 * requests.
 */
export async function findImpersonator(parentId: string): Promise<Impersonator | null> {
  const [row] = await read<Row>(BY_PARENT, [parentId]);
  if (!row) return null;
  const { id, name, role, disabledAt } = row;
  return { id, name, role: roleOf(role), disabled: disabledAt !== null };
}

/** What is needed of an administrator's session to go back to it. */
export type Parent = {
  id: string;
  userId: string;
  role: Role;
  remember: boolean;
  authenticatedAt: Date;
  expiresAt: Date;
};

/**
 * The administrator's own session behind an impersonated one.
 * @returns null where it is not impersonated, or has ended, or has another secret
 */
export async function findParent(
  { userId, sessionId, secretHash }: { userId: string; sessionId: string; secretHash: string },
  on: Connection = db,
): Promise<Parent | null> {
  const found = await on.session.findUnique({
    where: { id: sessionId, userId, secretHash },
    select: {
      parent: {
        select: {
          id: true,
          userId: true,
          remember: true,
          authenticatedAt: true,
          expiresAt: true,
          user: { select: { role: true } },
        },
      },
    },
  });
  if (!found?.parent) return null;
  const { user, ...parent } = found.parent;
  return { ...parent, role: roleOf(user.role) };
}

/** Gives an administrator's own session a secret to continue with. @returns false where it has ended */
export async function resumeParent(
  id: string,
  data: { secretHash: string; lastSeenAt: Date },
  on: Connection,
): Promise<boolean> {
  const seen = { ...data, lastSeenDay: dayOf(data.lastSeenAt) };
  return (await on.session.updateMany({ where: { id }, data: seen })).count === 1;
}

/**
 * Ends the administrators' own sessions behind some impersonated ones, which are deleted with them: no
 * browser has a secret to go back with once those have ended.
 * @param which those of a user, all or one; or those that ended before a time
 * @returns how many, at most as many as the clean-up handles at once
 */
export async function deleteParents(
  which: { userId: string; id?: string } | { expiresAt: { lt: Date } },
  on: Connection = db,
): Promise<number> {
  const acting = await on.session.findMany({
    where: { ...which, parentId: { not: null } },
    select: { userId: true, parent: { select: { id: true, userId: true } } },
    // The order of its index: by the row's id SQLite would look through the table.
    orderBy: "expiresAt" in which ? { expiresAt: "asc" } : { userId: "asc" },
    take: AT_ONCE,
  });
  const parents = acting.flatMap(({ parent }) => parent ?? []);
  if (parents.length === 0) return 0;
  const id = { in: parents.map((parent) => parent.id) };
  const { count } = await on.session.deleteMany({ where: { id } });
  for (const one of [...acting, ...parents]) await noteChange(one.userId, on);
  return count;
}

/**
 * Ends the sessions in which an administrator impersonates others, and those in which others impersonate
 * them.
 */
export async function deleteImpersonations(userId: string, on: Connection): Promise<void> {
  const own = await on.session.findMany({ where: { userId }, select: { id: true } });
  const parentId = { in: own.map(({ id }) => id) };
  if (own.length > 0) await on.session.deleteMany({ where: { parentId } });
  await on.session.deleteMany({ where: { userId, parentId: { not: null } } });
}
