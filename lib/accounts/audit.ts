import { z } from "zod";
import { appendEvent, type EventType, listEvents } from "@/lib/db/events";
import type { Connection } from "@/lib/db/transaction";
import { currentClient } from "@/lib/http/client";

/** The query of the event list: `?before=<id>`. Nonsense becomes the first page. */
export const eventsQuery = z.object({ before: z.uuid().nullable().catch(null).default(null) });

/** What each event is called on the pages; see EventType for where the names come from. */
const LABELS: Record<EventType, string> = {
  authn_login_success: "Signed in",
  authn_login_fail: "Failed sign-in",
  authn_password_change: "Password changed",
  authn_token_revoked: "Session ended",
  session_logout: "Signed out",
  user_created: "Account created",
  user_updated: "Profile changed",
  user_email_changed: "E-mail address changed",
  user_email_restored: "E-mail address changed back",
  user_deleted: "Account deleted",
  user_verified: "E-mail address verified",
};

/** A security event as its owner sees it. Dates are ISO 8601. */
export type EventView = {
  id: string;
  type: string;
  label: string;
  address: string | null;
  createdAt: string;
};

/** Writes down what happened to an account, and who sent the request. */
export async function recordEvent(type: EventType, userId: string, on?: Connection): Promise<void> {
  await appendEvent({ type, userId, ...currentClient() }, on);
}

/**
 * One page of a user's events, newest first.
 * @param before id of the last event of the page before, or null
 * @returns the events, and the `before` of the next page or null
 */
export async function recentEvents(
  userId: string,
  before: string | null,
  take: number,
): Promise<{ events: EventView[]; next: string | null }> {
  const rows = await listEvents(userId, { before, take: take + 1 });
  const events = rows.slice(0, take).map((row) => ({
    id: row.id,
    type: row.type,
    label: LABELS[row.type as EventType] ?? row.type,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
  }));
  return { events, next: rows.length > take ? (events.at(-1)?.id ?? null) : null };
}
