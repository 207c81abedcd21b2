import { toUser, USER_COLUMNS, type UserNow, type UserRow } from "@/lib/platform/db/current-user";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";

/*
 * The one query of every request that comes with an API token: the token and its user, by the token's hash.
 */

/** A token with its user, as of now. */
export type TokenWithUser = {
  id: string;
  /** As storedScopes() wrote them. */
  scopes: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
  user: UserNow;
};

type Row = UserRow & {
  id: string;
  scopes: string;
  expiresAt: Instant;
  lastUsedAt: Instant | null;
};

const LOOKUP = `
  SELECT t."id", t."scopes", ${instant('t."expiresAt"', "expiresAt")},
    ${instant('t."lastUsedAt"', "lastUsedAt")}, ${USER_COLUMNS}
  FROM "ApiToken" t JOIN "User" u ON u."id" = t."userId"
  WHERE t."secretHash" = $1`;

/** @returns the token with that hash, expired or not; null when there is none */
export async function findTokenBySecret(secretHash: string): Promise<TokenWithUser | null> {
  const [row] = await read<Row>(LOOKUP, [secretHash]);
  if (!row) return null;
  return {
    id: row.id,
    scopes: row.scopes,
    expiresAt: toDate(row.expiresAt),
    lastUsedAt: row.lastUsedAt === null ? null : toDate(row.lastUsedAt),
    user: toUser(row),
  };
}
