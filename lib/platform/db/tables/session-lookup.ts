import DataLoader from "dataloader";
import { env } from "@/lib/platform/config/env";
import { singleton } from "@/lib/platform/core/singleton";
import { toUser, USER_COLUMNS, type UserNow, type UserRow } from "@/lib/platform/db/current-user";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";

/*
 * The one query of every signed-in request: the session row and its user, by the hash of the
 * session's secret.
 */

/** A session with its user, as of now. */
export type SessionWithUser = {
  id: string;
  /** As storedMethods() wrote them. */
  methods: string;
  remember: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  authenticatedAt: Date;
  expiresAt: Date;
  /** The session of the administrator who impersonates in it; null for the owner's own. */
  parentId: string | null;
  user: UserNow;
};

type Row = UserRow & {
  secretHash: string;
  id: string;
  methods: string;
  parentId: string | null;
  remember: boolean | number;
  createdAt: Instant;
  lastSeenAt: Instant;
  authenticatedAt: Instant;
  expiresAt: Instant;
};

const TIMES = ["createdAt", "lastSeenAt", "authenticatedAt", "expiresAt"].map((name) =>
  instant(`s."${name}"`, name),
);

const LOOKUP = `
  SELECT s."secretHash", s."id", s."methods", s."remember", s."parentId", ${TIMES.join(", ")}, ${USER_COLUMNS}
  FROM "Session" s JOIN "User" u ON u."id" = s."userId"
  WHERE s."secretHash" = ${env.postgres ? "ANY($1)" : "$1"}`;

/** @returns the session with that secret, expired or not; null when there is none */
export function findSessionBySecret(secretHash: string): Promise<SessionWithUser | null> {
  return sessionLoader().load(secretHash);
}

/**
 * All lookups of one turn of the event loop share one query. Nothing is cached: each call is older than the
 * query that answers it.
 */
const sessionLoader = () =>
  singleton(
    "db.session-lookups",
    () =>
      new DataLoader(findAll, {
        cache: false,
        batchScheduleFn: (ask) => setImmediate(ask),
      }),
  );

async function findAll(secretHashes: readonly string[]): Promise<(SessionWithUser | null)[]> {
  const rows = env.postgres
    ? await read<Row>(LOOKUP, [secretHashes])
    : (await Promise.all(secretHashes.map((hash) => read<Row>(LOOKUP, [hash])))).flat();
  const found = new Map(rows.map((row) => [row.secretHash, toSession(row)]));
  return secretHashes.map((secretHash) => found.get(secretHash) ?? null);
}

function toSession(row: Row): SessionWithUser {
  return {
    id: row.id,
    methods: row.methods,
    remember: Boolean(row.remember),
    createdAt: toDate(row.createdAt),
    lastSeenAt: toDate(row.lastSeenAt),
    authenticatedAt: toDate(row.authenticatedAt),
    expiresAt: toDate(row.expiresAt),
    parentId: row.parentId,
    user: toUser(row),
  };
}
