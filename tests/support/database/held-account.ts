import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import { lockUser } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { until } from "../process/until";

/**
 * Starts work on an account that another transaction holds, and changes the account before the work
 * continues. On SQLite the work waits for the transaction from the start, on PostgreSQL at the lock of the
 * row: there it has read everything before that.
 * @param comes the work that waits for the account
 * @param change what is done in the transaction that holds it
 * @returns the result of `comes`
 */
export async function whileHeld<T>(
  userId: string,
  comes: () => Promise<T>,
  change: (tx: Connection) => Promise<unknown>,
): Promise<T> {
  const coming: Promise<T>[] = [];
  await transaction(async (tx) => {
    await lockUser(userId, tx);
    const one = comes();
    one.catch(() => {});
    coming.push(one);
    if (env.postgres) await until("it waits for the lock", waits);
    await change(tx);
  });
  return coming[0] as Promise<T>;
}

async function waits(): Promise<boolean> {
  const [{ waiting } = { waiting: 0 }] = await db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS "waiting" FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return waiting > 0;
}
