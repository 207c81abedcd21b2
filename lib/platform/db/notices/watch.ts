import { singleton } from "@/lib/platform/core/singleton";
import { SECOND_MS } from "@/lib/platform/core/time";
import { postgres, sqliteHandle } from "@/lib/platform/db/client";
import type { Listener } from "./listener";

/** How often to poll where each change is notified: something may be lost, or be done without the app. */
const RARELY_MS = 60 * SECOND_MS;
/** How often to poll where other processes do not notify. */
const OFTEN_MS = 3 * SECOND_MS;
/** The same on SQLite, where it costs next to nothing to know that nobody has written. */
const WRITTEN_MS = 2 * SECOND_MS;

type State = { wanted: boolean; listener: Listener | null; lookedAt: number; version: unknown };

const state = () =>
  singleton<State>("db.watch", () => ({
    wanted: false,
    listener: null,
    lookedAt: 0,
    version: null,
  }));

/**
 * Begins to listen to other processes, where the database can notify: on PostgreSQL, unless DATABASE_URL
 * says that it is behind a pooler.
 */
export function startWatch(): void {
  const held = state();
  if (!postgres || postgres.pgbouncer) return;
  const database = postgres;
  held.wanted = true;
  void import("./listener").then(({ Listener }) => {
    if (!held.wanted || held.listener) return;
    // Earlier notices are lost: the next call has to poll.
    held.listener = new Listener(database, () => {
      held.lookedAt = 0;
    });
  });
}

/** Stops listening, so that a process can exit. */
export async function stopWatch(): Promise<void> {
  const held = state();
  const { listener } = held;
  held.wanted = false;
  held.listener = null;
  await listener?.stop();
}

/**
 * Whether it is time to poll the database for changes without a notice. @param now by the process's clock
 */
export function isLookDue(now: number): boolean {
  const held = state();
  const since = now - held.lookedAt;
  const due = postgres
    ? since >= (held.listener?.listening ? RARELY_MS : OFTEN_MS)
    : since >= RARELY_MS || (since >= WRITTEN_MS && isWritten(held));
  if (due) held.lookedAt = now;
  return due;
}

/** Whether anybody, including this process, has written to the SQLite file since the last call. */
function isWritten(held: State): boolean {
  const version = sqliteHandle().pragma("data_version", { simple: true });
  const written = version !== held.version;
  held.version = version;
  return written;
}
