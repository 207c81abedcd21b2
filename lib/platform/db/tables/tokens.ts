import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

export type TokenPurpose = "verify-email" | "reset-password" | "change-email" | "undo-email";

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

/** @returns whom a token that still works is for, without using it up; else null */
export function findToken(
  secretHash: string,
  purpose: TokenPurpose,
  on: Connection = db,
): Promise<{ userId: string; email: string; createdAt: Date } | null> {
  return on.token.findFirst({
    where: { secretHash, purpose, expiresAt: { gt: new Date() } },
    select: { userId: true, email: true, createdAt: true },
  });
}

/** Uses a token up. Of any number of callers at once exactly one gets true: the delete decides. */
export async function consumeToken(
  secretHash: string,
  purpose: TokenPurpose,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.token.deleteMany({
    where: { secretHash, purpose, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}

export async function deleteTokens(
  userId: string,
  purpose: TokenPurpose,
  on: Connection,
): Promise<void> {
  await on.token.deleteMany({ where: { userId, purpose } });
}

/** Deletes what was issued at that moment or later. */
export async function deleteTokensSince(
  userId: string,
  purpose: TokenPurpose,
  since: Date,
  on: Connection,
): Promise<void> {
  await on.token.deleteMany({ where: { userId, purpose, createdAt: { gte: since } } });
}
