import type { Connection } from "@/lib/platform/db/transaction";

/** How many ways in an account has, by kind. */
export type WaysIn = {
  /** 0 or 1. */
  passwords: number;
  /** Identities at providers that are configured. */
  identities: number;
  passkeys: number;
};

/**
 * Counts the ways in of a user, who must be locked: another transaction may be removing one of them.
 * @param providers the stored keys of the providers that count
 */
export async function countWaysIn(
  userId: string,
  providers: readonly string[],
  on: Connection,
): Promise<WaysIn> {
  const where = { userId };
  // One after the other: a transaction has one connection.
  const passwords = await on.password.count({ where });
  const identities = await on.account.count({
    where: { userId, provider: { in: [...providers] } },
  });
  const passkeys = await on.passkey.count({ where });
  return { passwords, identities, passkeys };
}
