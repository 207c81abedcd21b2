import { isOn } from "@/lib/platform/config/features";
import { singleton } from "@/lib/platform/core/singleton";
import { db, postgres } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";

/*
 * Which accounts have changed, told to whoever shows something of them: to this process after the commit,
 * and on PostgreSQL to every process by NOTIFY, which the server sends at the commit and not after a
 * rollback. A notice says nothing but whose account it is: who hears it looks at the database.
 */

type On = Prisma.TransactionClient;
type Hears = (userIds: readonly string[]) => void;

/** Of this database and schema: another app may share the database. */
export const CHANNEL = `latchkey_changed_${postgres?.schema ?? ""}`;

/** A payload has 8000 bytes at most, and an id 36. */
const IDS_A_NOTICE = 200;

/** Whose accounts each running transaction has changed. Weak: an entry lives as long as its transaction. */
const noted = new WeakMap<On, Set<string>>();

const hearers = () => singleton("db.notices", () => new Set<Hears>());

/**
 * Notes that something of an account has changed, for its open pages. Costs a transaction one statement on
 * PostgreSQL, however much is noted in it.
 * @param on the transaction it is a part of, which transaction() runs
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
 * Tells other processes what a transaction has noted, once it is committed.
 * @param tx about to be committed
 * @returns what tells it to this process, to be called after the commit
 */
export async function sendNoted(tx: On): Promise<(() => void) | undefined> {
  const ids = noted.get(tx);
  if (!ids) return undefined;
  await send([...ids], tx);
  return () => hear([...ids]);
}

/** Has somebody hear which accounts change, from now on. @returns what ends it */
export function hearChanges(hears: Hears): () => void {
  hearers().add(hears);
  return () => hearers().delete(hears);
}

/** Tells this process which accounts have changed. */
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
