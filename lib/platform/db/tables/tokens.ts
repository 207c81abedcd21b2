import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

export type TokenPurpose = "verify-email" | "reset-password" | "change-email" | "undo-email";

/** A token, whether it still works or not. */
export type Token = {
  userId: string;
  email: string;
  createdAt: Date;
  /** Until when it works, or when it was used or replaced. */
  expiresAt: Date;
  usedAt: Date | null;
  replacedAt: Date | null;
};

const TOKEN = {
  userId: true,
  email: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
  replacedAt: true,
} as const;

export async function createToken(
  token: {
    secretHash: string;
    purpose: TokenPurpose;
    userId: string;
    email: string;
    expiresAt: Date;
  },
  on: Connection,
): Promise<void> {
  await on.token.create({ data: token, select: { secretHash: true } });
}

/** @returns the token of that purpose, without using it up; null when there never was one */
export function findToken(
  secretHash: string,
  purpose: TokenPurpose,
  on: Connection = db,
): Promise<Token | null> {
  return on.token.findFirst({ where: { secretHash, purpose }, select: TOKEN });
}

/** It has expired, too: a process of the previous release checks nothing else. */
const ended = (how: "usedAt" | "replacedAt") => {
  const now = new Date();
  return { [how]: now, expiresAt: now };
};

const live = () => ({ usedAt: null, replacedAt: null, expiresAt: { gt: new Date() } });

/** Whether the token with that hash has expired without having been used or replaced. */
export async function hasExpired(secretHash: string): Promise<boolean> {
  const where = { secretHash, usedAt: null, replacedAt: null, expiresAt: { lte: new Date() } };
  return (await db.token.findFirst({ where, select: { userId: true } })) !== null;
}

/** Whether a user has an active token that was issued since then. */
export async function hasLiveTokenSince(
  userId: string,
  purpose: TokenPurpose,
  since: Date,
  on: Connection,
): Promise<boolean> {
  const where = { userId, purpose, createdAt: { gte: since }, ...live() };
  return (await on.token.findFirst({ where, select: { userId: true } })) !== null;
}

/** Uses a token up. Of any number of callers at once exactly one gets true: the update decides. */
export async function consumeToken(
  secretHash: string,
  purpose: TokenPurpose,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.token.updateMany({
    where: { secretHash, purpose, ...live() },
    data: ended("usedAt"),
  });
  return count === 1;
}

/** Ends the active tokens of a user, because newer ones or other events replace them. */
export async function replaceTokens(
  userId: string,
  purpose: TokenPurpose,
  on: Connection,
): Promise<void> {
  await on.token.updateMany({ where: { userId, purpose, ...live() }, data: ended("replacedAt") });
}

/** The same for tokens issued at that time or later. */
export async function replaceTokensSince(
  userId: string,
  purpose: TokenPurpose,
  since: Date,
  on: Connection,
): Promise<void> {
  await on.token.updateMany({
    where: { userId, purpose, createdAt: { gte: since }, ...live() },
    data: ended("replacedAt"),
  });
}
