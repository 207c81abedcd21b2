import { isOn } from "@/lib/platform/config/features";
import { singleton } from "@/lib/platform/core/singleton";
import { db, postgres } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";

/*
 * Which accounts have changed, reported to whoever shows them: to this process after the commit, and on
 * PostgreSQL to every process by NOTIFY, which the server sends at the commit and not after a rollback. A
 * notice only says whose account it is: the receiver reads the database.
 */

type On = Prisma.TransactionClient;
type Hears = (userIds: readonly string[]) => void;

/** Specific to this database and schema: another app may share the database. */
export const CHANNEL = `latchkey_changed_${postgres?.schema ?? ""}`;

/** A payload has 8000 bytes at most, and an id 36. */
const IDS_A_NOTICE = 200;

/** Whose accounts each running transaction has changed. Weak: an entry lives as long as its transaction. */
const noted = new WeakMap<On, Set<string>>();

const hearers = () => singleton("db.notices", () => new Set<Hears>());

/**
 * Notes that an account has changed, for its open pages. On PostgreSQL this costs a transaction one
 * statement, however much is noted in it.
 * @param on the transaction it is part of, which transaction() runs
 */
export async function noteChange(userId: string, on: On): Promise<void> {
  if (!isOn(["livePages"])) return;
  if (on === db) {
    await send([userId], db);
    hear([userId]);
    return;
  }
  const ids = noted.get(on);
  if (ids) ids.add(userId);
  else noted.set(on, new Set([userId]));
}

/**
 * Sends a transaction's notices to other processes at its commit.
 * @param tx about to be committed
 * @returns a function that notifies this process, to be called after the commit
 */
export async function sendNoted(tx: On): Promise<(() => void) | undefined> {
  const ids = noted.get(tx);
  if (!ids) return undefined;
  await send([...ids], tx);
  return () => hear([...ids]);
}

/** Subscribes a listener to changed accounts. @returns a function that unsubscribes it */
export function hearChanges(hears: Hears): () => void {
  hearers().add(hears);
  return () => hearers().delete(hears);
}

/** Notifies this process of changed accounts. */
export function hear(userIds: readonly string[]): void {
  for (const hears of hearers()) hears(userIds);
}

async function send(ids: string[], on: On): Promise<void> {
  if (!postgres) return;
  for (let from = 0; from < ids.length; from += IDS_A_NOTICE) {
    const payload = ids.slice(from, from + IDS_A_NOTICE).join();
    await on.$executeRaw`SELECT pg_notify(${CHANNEL}, ${payload})`;
  }
}
