import { env } from "@/lib/platform/config/env";
import { singleton } from "@/lib/platform/core/singleton";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { migrationState } from "@/lib/platform/db/migrations";
import { oldestDueMail } from "@/lib/platform/db/tables/outbox";
import { isReadOnly, writeProbe } from "@/lib/platform/db/write-probe";

/** How long a process stays ready on a database that a newer version has just migrated. */
const OVERLAP_MS = 2 * MINUTE_MS;
/** How long one successful write counts as "can be written". */
const WRITABLE_MS = 5 * SECOND_MS;
/** Mail that was due this long ago and is still waiting. */
const STUCK_MS = 15 * MINUTE_MS;

/** Why not, as the key of a sentence in the catalogue's `details`. */
type Unready = "migrationsPending" | "databaseNewer" | "databaseReadOnly";
type Seen = { newer: number | null; written: number };

/**
 * Says why no traffic should come to this process: the database does not answer, refuses writes, or has
 * other migrations than this version.
 *
 * While a new version is rolled out, the last version's processes continue for two minutes: a release only
 * makes schema changes that its predecessor can live with (docs/upgrading.md), and until the new processes
 * answer there is nobody else.
 * @returns null if all is well
 * @throws the driver's error when the database cannot be asked or written
 */
export async function whyNotReady(now = Date.now()): Promise<Unready | null> {
  const seen = singleton<Seen>("readiness", () => ({ newer: null, written: 0 }));
  const { pending, unknown } = await migrationState();
  if (pending.length > 0) return "migrationsPending";
  seen.newer = unknown.length === 0 ? null : (seen.newer ?? now);
  if (seen.newer !== null && now - seen.newer >= OVERLAP_MS) {
    return "databaseNewer";
  }
  if (env.postgres) return (await isReadOnly()) ? "databaseReadOnly" : null;
  if (now - seen.written >= WRITABLE_MS) {
    await writeProbe(now);
    seen.written = now;
  }
  return null;
}

/**
 * Whether mail is waiting that should have been sent long ago. It is no reason to send traffic elsewhere.
 */
export async function isMailStuck(now = Date.now()): Promise<boolean> {
  const due = await oldestDueMail();
  return due !== null && now - due.getTime() > STUCK_MS;
}
