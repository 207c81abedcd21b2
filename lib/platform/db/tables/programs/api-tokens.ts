import { db, mayBeLost } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** An API token as its owner sees it. */
export type ApiToken = {
  id: string;
  name: string;
  lastFour: string;
  /** As storedScopes() wrote them. */
  scopes: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

const TOKEN = {
  id: true,
  name: true,
  lastFour: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const satisfies Record<keyof ApiToken, true>;

/** @throws when there is no such user */
export function createApiToken(
  token: Omit<ApiToken, "id" | "lastUsedAt"> & {
    userId: string;
    secretHash: string;
    remindedAt: Date | null;
  },
  on: Connection,
): Promise<ApiToken> {
  return on.apiToken.create({ data: token, select: TOKEN });
}

/** The tokens of a user, including expired ones, the newest first. */
export function listApiTokens(userId: string): Promise<ApiToken[]> {
  return db.apiToken.findMany({ where: { userId }, select: TOKEN, orderBy: { id: "desc" } });
}

const unexpired = () => ({ expiresAt: { gt: new Date() } });

/** How many active tokens a user has. */
export function countApiTokens(userId: string, on: Connection = db): Promise<number> {
  return on.apiToken.count({ where: { userId, ...unexpired() } });
}

/** Whether a user has that token, and it is active. */
export async function isLiveApiToken(
  { userId, tokenId }: { userId: string; tokenId: string },
  on: Connection,
): Promise<boolean> {
  return (await on.apiToken.count({ where: { id: tokenId, userId, ...unexpired() } })) === 1;
}

/** Whether anybody has such a token. */
export async function apiTokenExists(id: string): Promise<boolean> {
  return (await db.apiToken.count({ where: { id } })) === 1;
}

/** @returns whether there was such a token of this user */
export async function deleteApiToken(userId: string, id: string, on: Connection): Promise<boolean> {
  const { count } = await on.apiToken.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** Deletes every token of a user. @returns the ids of those that were active */
export async function deleteApiTokens(userId: string, on: Connection): Promise<string[]> {
  const where = { userId, ...unexpired() };
  const ended = await on.apiToken.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  await on.apiToken.deleteMany({ where: { userId } });
  return ended.map(({ id }) => id);
}

/** Records a use of a token, unless another request has just done so. @param unless it was after this */
export async function touchApiToken(id: string, usedAt: Date, unless: Date): Promise<void> {
  await mayBeLost(() =>
    db.apiToken.updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: unless } }] },
      data: { lastUsedAt: usedAt },
    }),
  );
}

/**
 * Tokens about to expire, whose owner has not been notified, the first to expire first.
 * @param page.until only those that will have expired by then
 */
export function findExpiringApiTokens(page: {
  until: Date;
  take: number;
}): Promise<{ id: string; userId: string }[]> {
  return db.apiToken.findMany({
    where: { expiresAt: { gt: new Date(), lte: page.until }, remindedAt: null },
    select: { id: true, userId: true },
    orderBy: { expiresAt: "asc" },
    take: page.take,
  });
}

/**
 * Records that the owner is notified of a token's expiry. @returns the token; null when they were notified
 * before, or it is gone
 */
export async function markReminded(
  id: string,
  remindedAt: Date,
  on: Connection,
): Promise<ApiToken | null> {
  const { count } = await on.apiToken.updateMany({
    where: { id, remindedAt: null },
    data: { remindedAt },
  });
  return count === 1 ? on.apiToken.findUnique({ where: { id }, select: TOKEN }) : null;
}
