import { log } from "@/lib/platform/core/log";
import { db } from "./client";
import { isConnectionLost, isLostRace } from "./errors";
import type { Prisma } from "./generated/sqlite/client";
import { sendNoted } from "./notices/notices";

/** A running transaction, or the database itself: table functions take either. */
export type Connection = Prisma.TransactionClient;

/** The functions to run after each transaction. Weak: an entry lives as long as its transaction. */
const followUps = new WeakMap<Connection, Set<() => void>>();

/** How often a transaction is tried, and within what time: a request must be answered within 5 s. */
const TRIES = 3;
const RETRY_WITHIN_MS = 2000;

/**
 * Runs `work` in one transaction: all of it is stored, or none. After the commit, the functions run that
 * `work` has registered with afterCommit(). Where others changed the same rows, or the connection was lost
 * before the commit was sent, `work` runs again: nothing of it was stored.
 * @throws what `work` throws, after rolling back.
 */
export async function transaction<T>(work: (tx: Connection) => Promise<T>): Promise<T> {
  const since = Date.now();
  for (let attempt = 1; ; attempt++) {
    const progress = { done: false };
    try {
      return await once(work, progress);
    } catch (error) {
      // After the commit was sent, nobody knows whether it arrived.
      const undone = isLostRace(error) || (!progress.done && isConnectionLost(error));
      if (!undone || attempt === TRIES || Date.now() - since > RETRY_WITHIN_MS) throw error;
    }
  }
}

async function once<T>(
  work: (tx: Connection) => Promise<T>,
  progress: { done: boolean },
): Promise<T> {
  let followUp: Set<() => void> | undefined;
  const options = { maxWait: 4000, timeout: 4000 };
  const result = await db.$transaction(async (tx) => {
    const done = await work(tx);
    const hear = await sendNoted(tx);
    if (hear) afterCommit(tx, hear);
    followUp = followUps.get(tx);
    progress.done = true;
    return done;
  }, options);
  followUp?.forEach(run);
  return result;
}

/**
 * Registers a function to run after the transaction is committed, so that its caller does not have to
 * remember it. It does not run after a rollback, and runs once however often it is registered. An error in
 * it is logged: the transaction stands.
 * @param tx the running transaction
 */
export function afterCommit(tx: Connection, work: () => void): void {
  const followUp = followUps.get(tx);
  if (followUp) followUp.add(work);
  else followUps.set(tx, new Set([work]));
}

function run(work: () => void): void {
  try {
    work();
  } catch (error) {
    log.error({ err: error }, "failed after a commit");
  }
}
