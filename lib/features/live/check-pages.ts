import { setImmediate as othersTurn } from "node:timers/promises";
import { z } from "zod";
import { isAlive, lifetime } from "@/lib/features/sessions/lifetime";
import { log } from "@/lib/platform/core/log";
import {
  findWatchedSessions,
  type WatchedSession,
} from "@/lib/platform/db/tables/live/watched-sessions";
import type { EventStream } from "@/lib/platform/http/stream/event-stream";

/** An open page, and what it has been told. */
export type Stream = {
  readonly userId: string;
  readonly sessionId: string;
  /** The administrator who impersonates in the session: it ends with theirs. */
  readonly impersonatorId?: string | undefined;
  readonly to: EventStream;
  /** When the session ends unless it is used, as far as is known, in milliseconds since 1970. */
  endsAt: number;
  /** The last event of the account that the page knows. */
  lastEvent: string;
  beatAt: number;
};

/** What a page is told: the names of the stream's events. */
export const liveEvents = {
  /** The session has ended: it was revoked, or it expired. The stream ends with it. */
  "session-ended": z.object({ reason: z.enum(["ended", "expired"]) }),
  /** Something about the account has changed. A list of the page shows what when it is fetched again. */
  changed: z.object({}),
};

type Told = { [Name in keyof typeof liveEvents]: z.infer<(typeof liveEvents)[Name]> };

/** How many sessions one query asks for: SQLite answers on the thread that everybody waits for. */
const AT_ONCE = 500;

/**
 * Checks the sessions of open pages, and tells each page what it has to know.
 * @param changed the accounts that have changed
 * @returns false when the database could not be asked about all of them: the pages of the rest were told
 * nothing
 */
export async function look(
  streams: readonly Stream[],
  changed: ReadonlySet<string>,
): Promise<boolean> {
  try {
    for (let from = 0; from < streams.length; from += AT_ONCE) {
      if (from > 0) await othersTurn();
      const some = streams.slice(from, from + AT_ONCE);
      const rows = await findWatchedSessions([...new Set(some.map(({ sessionId }) => sessionId))]);
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const stream of some) judge(stream, found.get(stream.sessionId), changed);
    }
    return true;
  } catch (error) {
    log.debug({ err: error }, "sessions of open pages not looked at");
    return false;
  }
}

function judge(
  stream: Stream,
  found: WatchedSession | undefined,
  changed: ReadonlySet<string>,
): void {
  const now = Date.now();
  const row = found?.userId === stream.userId ? found : undefined;
  if (!row || row.disabled || !isAlive(row, now)) {
    // The clean-up deletes the row of an expired session.
    const expired = row ? !row.disabled : now >= stream.endsAt;
    tell(stream, "session-ended", { reason: expired ? "expired" : "ended" });
    stream.to.end();
    return;
  }
  stream.endsAt = Math.min(
    row.expiresAt.getTime(),
    row.lastSeenAt.getTime() + lifetime.idle(row.remember),
  );
  const news = (row.lastEvent ?? "") > stream.lastEvent;
  if (row.lastEvent && news) stream.lastEvent = row.lastEvent;
  if (news || changed.has(stream.userId)) tell(stream, "changed", {});
}

const tell = <Name extends keyof Told>({ to }: Stream, name: Name, data: Told[Name]) =>
  to.send(name, data);
