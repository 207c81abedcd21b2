import { env } from "@/lib/platform/config/env";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";

/** What an open page depends on. */
export type WatchedSession = {
  id: string;
  userId: string;
  remember: boolean;
  lastSeenAt: Date;
  expiresAt: Date;
  disabled: boolean;
  /** The id of the account's last event: a different one means that something has happened. */
  lastEvent: string | null;
};

type Row = Omit<WatchedSession, "remember" | "lastSeenAt" | "expiresAt" | "disabled"> & {
  remember: boolean | number;
  lastSeenAt: Instant;
  expiresAt: Instant;
  disabled: boolean | number;
};

const TIMES = ["lastSeenAt", "expiresAt"].map((name) => instant(`s."${name}"`, name));

const WATCHED = `
  SELECT s."id", s."userId", s."remember", ${TIMES.join(", ")},
    u."disabledAt" IS NOT NULL AS "disabled",
    (SELECT e."id" FROM "SecurityEvent" e WHERE e."subjectId" = s."userId" ORDER BY e."id" DESC LIMIT 1)
      AS "lastEvent"
  FROM "Session" s JOIN "User" u ON u."id" = s."userId"
  WHERE s."id" ${env.postgres ? "= ANY($1)" : "IN (SELECT value FROM json_each($1))"}`;

/** The existing ones among the sessions, expired or not, in any order. */
export async function findWatchedSessions(ids: readonly string[]): Promise<WatchedSession[]> {
  const rows = await read<Row>(WATCHED, [env.postgres ? ids : JSON.stringify(ids)]);
  return rows.map((row) => ({
    ...row,
    remember: Boolean(row.remember),
    lastSeenAt: toDate(row.lastSeenAt),
    expiresAt: toDate(row.expiresAt),
    disabled: Boolean(row.disabled),
  }));
}
