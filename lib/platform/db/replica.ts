import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/platform/core/log";
import { singleton } from "@/lib/platform/core/singleton";
import { SECOND_MS } from "@/lib/platform/core/time";
import { onReplica, pool, replica, replicaPool } from "./client";
import { isDatabaseUnavailable } from "./errors";

/** How long the replica may take to catch up with the primary, and how often it is asked in that time. */
const CATCH_UP_MS = 100;
const ASK_EVERY_MS = 10;
/** The same for the check whether it can be used at all. */
const PATIENCE_MS = 5 * SECOND_MS;
/** How long it is left out when it did not answer, or was too far behind. */
const REST_MS = 10 * SECOND_MS;

type State = { restsUntil: number };

/**
 * Reads from the replica, if DATABASE_REPLICA_URL names one: for long lists and whole tables, which would
 * burden the primary. It sees everything committed before, because the replica is asked first whether it
 * has come that far. Where it does not answer or is behind, the primary is read.
 * @param work only reads, and may run twice
 * @throws what `work` throws on the primary
 */
export async function fromReplica<T>(work: () => Promise<T>): Promise<T> {
  const state = singleton<State>("db.replica.state", () => ({ restsUntil: 0 }));
  if (!replica || Date.now() < state.restsUntil) return work();
  const committed = await positionOfPrimary();
  try {
    await waitForReplica(committed, CATCH_UP_MS);
    return await onReplica(work);
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    state.restsUntil = Date.now() + REST_MS;
    log.warn({ err: error }, "the replica cannot be used: reading from the primary");
    return work();
  }
}

/** How far the primary's log is written: everything committed. */
async function positionOfPrimary(): Promise<string> {
  const { rows } = await pool().query("SELECT pg_current_wal_flush_lsn()::text AS position");
  return rows[0]?.position;
}

/** @throws NoReplica when it does not catch up in time or is no standby, or the driver's error */
async function waitForReplica(committed: string, withinMs: number): Promise<void> {
  for (const since = Date.now(); ; await sleep(ASK_EVERY_MS)) {
    if (await hasReplayed(committed)) return;
    if (Date.now() - since > withinMs) throw new NoReplica(`it is more than ${withinMs} ms behind`);
  }
}

async function hasReplayed(position: string): Promise<boolean> {
  const { rows } = await replicaPool().query(
    "SELECT pg_is_in_recovery() AS standby, pg_last_wal_replay_lsn() >= $1::pg_lsn AS replayed",
    [position],
  );
  const [{ standby, replayed }] = rows;
  // A promoted server still reports what it replayed last, and has data that this primary lacks.
  if (!standby) throw new NoReplica("it is no standby");
  return replayed === true;
}

/** Has a code of the class "operator intervention", so that it counts as temporary. */
class NoReplica extends Error {
  override name = "NoReplica";
  readonly code = "57000";
}

/** @throws Error in one line when there is a replica that cannot be used now */
export async function checkReplica(): Promise<void> {
  if (replica) await waitForReplica(await positionOfPrimary(), PATIENCE_MS);
}
