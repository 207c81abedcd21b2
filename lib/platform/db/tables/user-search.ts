import { db } from "@/lib/platform/db/client";
import { searchRange } from "./search-keys";
import { findUsers, type User, type UserPage } from "./users";

/**
 * Users in whose name or address a word begins like `needle`, in any case: in the order of the
 * alphabet from that word on. Each comes once, at the first place where it is found. Where the last
 * user of the page before is found no more, the first page comes again.
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
  // In SQL, because Prisma knows no pairs to compare: an OR would be no range of the index. The
  // least key by a subquery, which asks for no more users than the page has.
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT k."userId" AS "id" FROM "SearchKey" k
    WHERE (k."key", k."userId") > (${key}, ${userId}) AND k."key" < ${to} AND k."key" = (
      SELECT min(other."key") FROM "SearchKey" other
      WHERE other."userId" = k."userId" AND other."key" >= ${from})
    ORDER BY k."key", k."userId" LIMIT ${take}`;
  const ids = found.map(({ id }) => id);
  return (await findUsers(ids)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
