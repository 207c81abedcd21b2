import { db } from "./client";
import type { Prisma } from "./generated/sqlite/client";

/** A running transaction, or the database itself: table functions take either. */
export type Connection = Prisma.TransactionClient;

/**
 * Runs `work` in one transaction: all of it is stored, or none.
 * @throws what `work` throws, after rolling back.
 */
export function transaction<T>(work: (tx: Connection) => Promise<T>): Promise<T> {
  return db.$transaction(work, { maxWait: 4000, timeout: 4000 });
}
