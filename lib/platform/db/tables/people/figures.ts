import { dayOf } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";

/*
 * The data of the administrators' figures. Each query counts up to a limit and no further: the page costs
 * the same however large the tables are.
 */

/** How many rows one figure reads. */
export const COUNTED = 20_000;

const numberOf = (rows: { found: bigint | number }[]) => Number(rows[0]?.found ?? 0);

/** How many events of a type there were between two moments, COUNTED at most. */
export async function countEvents(type: string, from: Date, until: Date): Promise<number> {
  return numberOf(
    await db.$queryRaw`
      SELECT count(*) AS "found" FROM (
        SELECT 1 FROM "SecurityEvent"
        WHERE "type" = ${type} AND "id" >= ${firstIdAt(from)} AND "id" < ${firstIdAt(until)}
        LIMIT ${COUNTED}) AS sub`,
  );
}

/** How many people signed in or used a session of their own since a moment; of COUNTED rows of each at most. */
export async function countActive(since: Date): Promise<number> {
  return numberOf(
    await db.$queryRaw`
      SELECT count(DISTINCT "person") AS "found" FROM (
        SELECT * FROM (
          SELECT "userId" AS "person" FROM "Session"
          WHERE "lastSeenDay" >= ${dayOf(since)} AND "lastSeenAt" >= ${since} AND "parentId" IS NULL
          LIMIT ${COUNTED}) AS sub
        UNION ALL
        SELECT * FROM (
          SELECT "subjectId" AS "person" FROM "SecurityEvent"
          WHERE "type" = 'authn_login_success' AND "id" >= ${firstIdAt(since)}
          LIMIT ${COUNTED}) AS sub) AS sub`,
  );
}

/** How many accounts a role has, COUNTED at most, and how many of these have a second factor. */
export async function countFactors(role: string): Promise<{ all: number; withFactor: number }> {
  const [row] = await db.$queryRaw<{ all: bigint | number; with: bigint | number }[]>`
    SELECT count(*) AS "all", count("secondFactorAt") AS "with" FROM (
      SELECT "secondFactorAt" FROM "User" WHERE "role" = ${role} LIMIT ${COUNTED}) AS sub`;
  return { all: Number(row?.all ?? 0), withFactor: Number(row?.with ?? 0) };
}
