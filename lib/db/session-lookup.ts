import { type Instant, instant, milliseconds, read } from "./read";

/*
 * The one query of every signed-in request: the session row and its user, by the hash of the
 * session's secret.
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

const TIMES = [
  ...["createdAt", "lastSeenAt", "authenticatedAt", "expiresAt"].map((name) =>
    instant(`s."${name}"`, name),
  ),
  ...["emailVerified", "disabledAt"].map((name) => instant(`u."${name}"`, name)),
  instant('u."createdAt"', "userCreatedAt"),
];

const LOOKUP = `
  SELECT s."id", s."remember", s."userId", u."name", u."email", u."role", ${TIMES.join(", ")}
  FROM "Session" s JOIN "User" u ON u."id" = s."userId" WHERE s."secretHash" = $1`;

/** @returns the session with that secret, expired or not; null when there is none */
export async function findSessionBySecret(secretHash: string): Promise<SessionWithUser | null> {
  const [row] = await read<Row>(LOOKUP, [secretHash]);
  return row ? toSession(row) : null;
}

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
