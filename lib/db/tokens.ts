import type { Connection } from "./transaction";

export type TokenPurpose = "verify-email";

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

/**
 * Uses a token up. Of any number of callers at once exactly one gets it: the delete decides.
 * @returns whom and which address it was for; null when it is unknown, used, expired or for
 * another purpose.
 */
export async function consumeToken(
  secretHash: string,
  purpose: TokenPurpose,
  on: Connection,
): Promise<{ userId: string; email: string } | null> {
  const where = { secretHash, purpose, expiresAt: { gt: new Date() } };
  const token = await on.token.findFirst({ where, select: { userId: true, email: true } });
  const { count } = await on.token.deleteMany({ where });
  return count === 1 ? token : null;
}

export async function deleteTokens(
  userId: string,
  purpose: TokenPurpose,
  on: Connection,
): Promise<void> {
  await on.token.deleteMany({ where: { userId, purpose } });
}
