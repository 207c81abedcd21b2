import { db } from "@/lib/platform/db/client";
import { sql } from "@/lib/platform/db/sql";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";
import type { Connection } from "@/lib/platform/db/transaction";

/**
 * An unconfirmed account: nobody has confirmed its address by a mailed link or signed in to it through a
 * provider, none of its links works, it was not imported (npm run import), and no administrator has
 * disabled it, which keeps it.
 */
const unconfirmed = () => sql`
  u."emailVerified" IS NULL AND u."disabledAt" IS NULL
  AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = u."id")
  AND NOT EXISTS (SELECT 1 FROM "ImportedAccount" i WHERE i."userId" = u."id")
  AND NOT EXISTS (SELECT 1 FROM "Token" t WHERE t."userId" = u."id" AND t."expiresAt" > ${new Date()})`;

/**
 * Accounts that nobody has confirmed, the oldest first.
 * @param page.after the id of the last one of the previous page; empty at first
 * @param page.before only those created before
 */
export async function findUnconfirmed(page: {
  after: string;
  before: Date;
  take: number;
}): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT u."id" AS "id" FROM "User" u
    WHERE ${unconfirmed()} AND u."id" > ${page.after} AND u."id" < ${firstIdAt(page.before)}
    ORDER BY u."id" LIMIT ${page.take}`;
  return found.map(({ id }) => id);
}

/** Whether an account is unconfirmed as of now. */
export async function isUnconfirmed(id: string, on: Connection): Promise<boolean> {
  const found = await on.$queryRaw<unknown[]>`
    SELECT 1 FROM "User" u WHERE u."id" = ${id} AND ${unconfirmed()}`;
  return found.length > 0;
}
