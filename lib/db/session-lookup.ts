import { env } from "@/lib/env";
import { singleton } from "@/lib/singleton";
import { pool, sqliteHandle } from "./client";

/**
 * The one query of every signed-in request: the session row and its user, by the hash of the
 * session's secret. It goes to the driver's own prepared statement, because Prisma's findUnique
 * costs two thirds of a whole request; docs/decisions/004-session-lookup.md has the figures.
 */

/** A session with its user, as of now. Times are milliseconds since 1970. */
export type SessionWithUser = {
  id: string;
  remember: boolean;
  createdAt: number;
  lastSeenAt: number;
  authenticatedAt: number;
  expiresAt: number;
  user: {
    id: string;
    name: string;
    email: string;
    emailVerified: number | null;
    role: string;
    createdAt: number;
    disabled: boolean;
  };
};

/** Prisma keeps ISO 8601 text in SQLite; PostgreSQL gives milliseconds since 1970. */
type Instant = string | number;

type Row = {
  id: string;
  remember: boolean | number;
  createdAt: Instant;
  lastSeenAt: Instant;
  authenticatedAt: Instant;
  expiresAt: Instant;
  userId: string;
  name: string;
  email: string;
  emailVerified: Instant | null;
  role: string;
  userCreatedAt: Instant;
  disabledAt: Instant | null;
};

const SESSION_TIMES = ["createdAt", "lastSeenAt", "authenticatedAt", "expiresAt"];
const USER_TIMES = ["emailVerified", "disabledAt"];

function sql(instant: (column: string) => string, parameter: string): string {
  const times = [
    ...SESSION_TIMES.map((name) => `${instant(`s."${name}"`)} AS "${name}"`),
    ...USER_TIMES.map((name) => `${instant(`u."${name}"`)} AS "${name}"`),
    `${instant('u."createdAt"')} AS "userCreatedAt"`,
  ];
  return `SELECT s."id", s."remember", s."userId", u."name", u."email", u."role", ${times.join(", ")}
    FROM "Session" s JOIN "User" u ON u."id" = s."userId" WHERE s."secretHash" = ${parameter}`;
}

const SQLITE = sql((column) => column, "?");
// The columns hold UTC without a time zone, which the driver would read as local time.
const POSTGRESQL = sql((column) => `(extract(epoch from ${column}) * 1000)::float8`, "$1");

/** @returns the session with that secret, expired or not; null when there is none */
export async function findSessionBySecret(secretHash: string): Promise<SessionWithUser | null> {
  const row = env.postgres ? await fromPostgresql(secretHash) : fromSqlite(secretHash);
  return row ? toSession(row) : null;
}

function fromSqlite(secretHash: string): Row | undefined {
  const statement = singleton("session-lookup", () =>
    sqliteHandle().prepare<[string], Row>(SQLITE),
  );
  return statement.get(secretHash);
}

async function fromPostgresql(secretHash: string): Promise<Row | undefined> {
  const query = { name: "session-lookup", text: POSTGRESQL, values: [secretHash] };
  const { rows } = await pool().query<Row>(query);
  return rows[0];
}

const milliseconds = (instant: Instant) =>
  typeof instant === "number" ? instant : Date.parse(instant);

function toSession(row: Row): SessionWithUser {
  return {
    id: row.id,
    remember: Boolean(row.remember),
    createdAt: milliseconds(row.createdAt),
    lastSeenAt: milliseconds(row.lastSeenAt),
    authenticatedAt: milliseconds(row.authenticatedAt),
    expiresAt: milliseconds(row.expiresAt),
    user: {
      id: row.userId,
      name: row.name,
      email: row.email,
      emailVerified: row.emailVerified === null ? null : milliseconds(row.emailVerified),
      role: row.role,
      createdAt: milliseconds(row.userCreatedAt),
      disabled: row.disabledAt !== null,
    },
  };
}
