import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { singleton } from "@/lib/platform/core/singleton";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { hearChanges } from "@/lib/platform/db/notices/notices";
import { isLookDue, startWatch, stopWatch } from "@/lib/platform/db/notices/watch";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";
import type { EventStream } from "@/lib/platform/http/stream/event-stream";
import { t } from "@/lib/platform/texts/t";
import { look, type Stream } from "./check-pages";

/** How many pages one account can have open in a process. Hidden pages have none. */
export const MOST_OF_ACCOUNT = 20;
const ACCOUNT_RETRY_S = 30;
const PROCESS_RETRY_S = 60;

const TICK_MS = SECOND_MS;
/** Proxies close what has been silent for 30 seconds or more. */
const BEAT_MS = 20 * SECOND_MS;
/** Changes of one moment are handled together. */
const TOGETHER_MS = 20;
/** How long after the last page closes this process stops listening to the database. */
const LINGER_MS = MINUTE_MS;

type State = {
  streams: Set<Stream>;
  byUser: Map<string, Set<Stream>>;
  /** Accounts that have changed, and those that have to be checked anyway. */
  changed: Set<string>;
  waiting: Set<Stream>;
  looking: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  unhear: (() => void) | null;
  emptySince: number;
  closing: boolean;
};

const state = () =>
  singleton<State>("live", () => ({
    streams: new Set(),
    byUser: new Map(),
    changed: new Set(),
    waiting: new Set(),
    looking: null,
    timer: null,
    unhear: null,
    emptySince: 0,
    closing: false,
  }));

/** How many pages of this process are open. */
export const openStreams = (): number => state().streams.size;

/** Whose page it is, by which session, and when it was made, in milliseconds since 1970. */
export type Page = {
  userId: string;
  sessionId: string;
  /** The administrator who acts in the session for its owner. */
  impersonatorId?: string | undefined;
  expiresAt: number;
  since: number;
};

/** Whose changes a page has to know. */
const watchedAccounts = ({ userId, impersonatorId }: Pick<Page, "userId" | "impersonatorId">) =>
  impersonatorId ? [userId, impersonatorId] : [userId];

/**
 * Opens a stream: from now on the page is told when its session ends and when the account changes; a change
 * since it was made is reported at once.
 * @param begin begins the answer; called unless there are too many. Its argument is called at its end
 * @throws Problem too_many_requests for the account, unavailable for the process
 */
export function openStream(page: Page, begin: (onClose: () => void) => EventStream): void {
  const held = state();
  if ((held.byUser.get(page.userId)?.size ?? 0) >= MOST_OF_ACCOUNT) {
    const detail = () => t("details.tooManyPages");
    throw new Problem("too_many_requests", { detail, retryAfter: ACCOUNT_RETRY_S, recorded: true });
  }
  if (held.closing || held.streams.size >= env.LIVE_STREAMS) {
    throw new Problem("unavailable", { retryAfter: PROCESS_RETRY_S });
  }
  const stream: Stream = {
    userId: page.userId,
    sessionId: page.sessionId,
    impersonatorId: page.impersonatorId,
    to: begin(() => remove(stream)),
    endsAt: page.expiresAt,
    lastEvent: firstIdAt(new Date(page.since)),
    beatAt: Date.now() + BEAT_MS,
  };
  held.streams.add(stream);
  for (const id of watchedAccounts(page)) {
    held.byUser.set(id, (held.byUser.get(id) ?? new Set<Stream>()).add(stream));
  }
  start(held);
  // Its session may have ended while it was let in.
  held.waiting.add(stream);
  checkSoon(held);
}

/** Ends all of them, and refuses further ones: the process is about to exit. */
export async function closeStreams(): Promise<void> {
  const held = state();
  held.closing = true;
  for (const { to } of held.streams) to.end();
  await stop(held);
}

function remove(stream: Stream): void {
  const held = state();
  held.streams.delete(stream);
  held.waiting.delete(stream);
  for (const id of watchedAccounts(stream)) {
    const ofUser = held.byUser.get(id);
    ofUser?.delete(stream);
    if (ofUser?.size === 0) held.byUser.delete(id);
  }
  if (held.streams.size === 0) held.emptySince = Date.now();
}

function start(held: State): void {
  if (held.timer) return;
  startWatch();
  held.unhear = hearChanges((userIds) => {
    for (const id of userIds) if (held.byUser.has(id)) held.changed.add(id);
    if (held.changed.size > 0) checkSoon(held);
  });
  held.timer = setInterval(() => tick(held), TICK_MS).unref();
}

async function stop(held: State): Promise<void> {
  if (held.timer) clearInterval(held.timer);
  held.timer = null;
  held.unhear?.();
  await stopWatch();
}

function tick(held: State): void {
  const now = Date.now();
  if (held.streams.size === 0) {
    if (now - held.emptySince >= LINGER_MS) void stop(held);
    return;
  }
  const due = isLookDue(now);
  for (const stream of held.streams) {
    if (due || now >= stream.endsAt) held.waiting.add(stream);
    if (now < stream.beatAt) continue;
    stream.beatAt = now + BEAT_MS;
    stream.to.beat();
  }
  if (held.waiting.size > 0) checkSoon(held);
}

function checkSoon(held: State): void {
  held.looking ??= new Promise<void>((resolve) => setTimeout(resolve, TOGETHER_MS).unref())
    .then(() => lookAtWaiting(held))
    .then((looked) => {
      held.looking = null;
      // Pages that came during the check. A failed one waits for the next tick.
      if (looked && held.changed.size + held.waiting.size > 0) checkSoon(held);
    });
}

async function lookAtWaiting(held: State): Promise<boolean> {
  const changed = new Set(held.changed);
  const streams = new Set(held.waiting);
  for (const id of changed) for (const stream of held.byUser.get(id) ?? []) streams.add(stream);
  held.changed.clear();
  held.waiting.clear();
  const looked = await look([...streams], changed);
  if (looked) return true;
  for (const id of changed) held.changed.add(id);
  for (const stream of streams) if (held.streams.has(stream)) held.waiting.add(stream);
  return false;
}
