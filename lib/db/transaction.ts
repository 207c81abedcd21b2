import { db } from "./client";
import type { Prisma } from "./generated/sqlite/client";

/** A running transaction, or the database itself: table functions take either. */
export type Connection = Prisma.TransactionClient;

/**
 * Runs `work` in one transaction: all of it is stored, or none.
 * @param isolationLevel Serializable where what was read decides what may be written; the loser of
 * a race fails
 * @throws what `work` throws, after rolling back.
 */
export function transaction<T>(
  work: (tx: Connection) => Promise<T>,
  isolationLevel?: "Serializable",
): Promise<T> {
  return db.$transaction(work, {
    ...(isolationLevel && { isolationLevel }),
    maxWait: 4000,
    timeout: 4000,
  });
}
