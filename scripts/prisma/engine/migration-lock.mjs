import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "./servers.mjs";

/** The schema engine's own key: a process of an earlier release, which uses it too, is waited for. */
const KEY = 72_707_369;
const WAIT_MS = 60_000;
const TELL_AFTER_MS = 2000;
const PAUSE_MS = 500;

/**
 * Runs `work` while no other process migrates the same PostgreSQL database. The lock belongs to a
 * transaction that is open all the while, because a pooler may give each transaction another connection
 * of the server: a lock of the connection's own would stay with whoever gets that one next.
 *
 * @template T
 * @param {string} url for `pg`.
 * @param {() => Promise<T>} work uses connections of its own.
 * @param {{ wait?: number, tell?: (text: string) => void }} [options] `wait` in milliseconds.
 * @returns {Promise<T>} what `work` returns.
 * @throws Error when another process has been migrating for too long.
 */
export async function withMigrationLock(url, work, options = {}) {
  const { wait = WAIT_MS, tell = () => {} } = options;
  const client = await connect(url);
  try {
    await takeLock(client, wait, tell);
    return await work();
  } finally {
    // It ends the transaction, and with it the lock.
    await client.end();
  }
}

/**
 * @param {import("pg").Client} client
 * @param {number} wait
 * @param {(text: string) => void} tell
 */
async function takeLock(client, wait, tell) {
  const since = Date.now();
  let told = false;
  for (;;) {
    await client.query("BEGIN");
    // Nothing is sent here for as long as the migrations take.
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    const { rows } = await client.query("SELECT pg_try_advisory_xact_lock($1) AS taken", [KEY]);
    if (rows[0].taken) return;
    await client.query("ROLLBACK");
    const waited = Date.now() - since;
    if (waited >= wait) {
      throw new Error(
        `Another process has been migrating this database for ${Math.round(waited / 1000)} s. Start again when it has ended`,
      );
    }
    if (!told && waited >= TELL_AFTER_MS)
      tell("Waiting: another process is migrating the database");
    told ||= waited >= TELL_AFTER_MS;
    await sleep(PAUSE_MS);
  }
}
