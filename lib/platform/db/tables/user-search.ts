import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import { searchRange } from "./search-keys";
import { findUsers, type User } from "./users";

/** One page of a list of users. */
export type UserPage = {
  /** The id of the last user of the previous page, or null. */
  after: string | null;
  take: number;
};

/** The orders in which all users can be listed: those of an index. */
export const USER_ORDERS = ["newest", "oldest", "name", "email"] as const;

export type UserOrder = (typeof USER_ORDERS)[number];

/**
 * All users in an order; ids are time-ordered (UUID version 7). If the last user of the previous page no
 * longer exists, a list by address begins again.
 */
export async function listUsers({ after, take }: UserPage, order: UserOrder): Promise<User[]> {
  if (order === "name") return listByName(after, take);
  const range = await rangeOf(order, after);
  return usersInOrder(await db.user.findMany({ ...range, select: { id: true }, take }));
}

/** As the database sorts text; people with the same name by when their accounts were created. */
async function listByName(after: string | null, take: number): Promise<User[]> {
  const where = { id: after ?? "" };
  const last = after && (await db.user.findUnique({ where, select: { name: true, id: true } }));
  const { name, id } = last || { name: "", id: "" };
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE ("name", "id") > (${name}, ${id})
    ORDER BY "name", "id" LIMIT ${take}`;
  return usersInOrder(found);
}

async function rangeOf(
  order: Exclude<UserOrder, "name">,
  after: string | null,
): Promise<Pick<Prisma.UserFindManyArgs, "where" | "orderBy">> {
  if (order === "email") {
    const where = { id: after ?? "" };
    const last = after && (await db.user.findUnique({ where, select: { email: true } }));
    return { where: last ? { email: { gt: last.email } } : {}, orderBy: { email: "asc" } };
  }
  if (order === "oldest") {
    return { where: after ? { id: { gt: after } } : {}, orderBy: { id: "asc" } };
  }
  return { where: after ? { id: { lt: after } } : {}, orderBy: { id: "desc" } };
}

/** How many users there are, `limit` at most. */
export const countUsers = (limit: number): Promise<number> => db.user.count({ take: limit });

/** How many users searchUsers() finds, `limit` at most. @param needle not empty */
export async function countFound(needle: string, limit: number): Promise<number> {
  const { from, to } = searchRange(needle);
  const [counted] = await db.$queryRaw<{ found: bigint | number }[]>`
    SELECT count(*) AS "found" FROM (
      SELECT DISTINCT "userId" FROM "SearchKey"
      WHERE "key" >= ${from} AND "key" < ${to} LIMIT ${limit}) AS sub`;
  return Number(counted?.found ?? 0);
}

/**
 * Users with a word in their name or address that begins like `needle`, in any case: in alphabetical order
 * from that word on. Each comes once, at the first place where it matches. If the last user of the previous
 * page no longer matches, the first page comes again.
 * @param needle not empty
 */
export async function searchUsers(needle: string, { after, take }: UserPage): Promise<User[]> {
  const { from, to } = searchRange(needle);
  const last =
    after === null
      ? null
      : await db.searchKey.findFirst({
          where: { userId: after, key: { gte: from, lt: to } },
          select: { key: true, userId: true },
          orderBy: { key: "asc" },
        });
  const { key, userId } = last ?? { key: from, userId: "" };
  // In SQL, because Prisma cannot compare pairs: an OR would be no range of the index. The lowest key comes
  // from a subquery, which reads no more users than the page has.
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT k."userId" AS "id" FROM "SearchKey" k
    WHERE (k."key", k."userId") > (${key}, ${userId}) AND k."key" < ${to} AND k."key" = (
      SELECT min(other."key") FROM "SearchKey" other
      WHERE other."userId" = k."userId" AND other."key" >= ${from})
    ORDER BY k."key", k."userId" LIMIT ${take}`;
  return usersInOrder(found);
}

async function usersInOrder(found: { id: string }[]): Promise<User[]> {
  const ids = found.map(({ id }) => id);
  return (await findUsers(ids)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
