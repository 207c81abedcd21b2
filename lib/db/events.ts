import { db } from "./client";
import type { Connection } from "./transaction";

/** Names from the OWASP Logging Vocabulary Cheat Sheet. */
export type EventType =
  | "authn_login_success"
  | "authn_login_fail"
  | "authn_password_change"
  | "authn_token_revoked"
  | "session_logout"
  | "user_created"
  | "user_updated"
  | "user_email_changed"
  | "user_email_restored"
  | "user_deleted"
  | "user_verified";

/** Something that happened to an account. Append-only: nothing changes one, but that its
 * person's traces go with the account. */
export type SecurityEvent = {
  id: string;
  type: string;
  address: string | null;
  createdAt: Date;
};

export async function appendEvent(
  event: {
    type: EventType;
    userId: string;
    address: string | null;
    userAgent: string | null;
    requestId: string;
  },
  on: Connection = db,
): Promise<void> {
  await on.securityEvent.create({ data: event, select: { id: true } });
}

/** Every event of a user, oldest first, for them to take away. */
export function listAllEvents(userId: string): Promise<SecurityEvent[]> {
  return db.securityEvent.findMany({
    where: { userId },
    select: { id: true, type: true, address: true, createdAt: true },
    orderBy: { id: "asc" },
  });
}

/** Takes the person out of a deleted user's events: a pseudonym stays, so that they hang together. */
export async function pseudonymiseEvents(
  userId: string,
  pseudonym: string,
  on: Connection,
): Promise<void> {
  await on.securityEvent.updateMany({
    where: { userId },
    data: { userId: pseudonym, address: null, userAgent: null },
  });
}

/**
 * Events of a user, newest first (identifiers are time-ordered: UUID version 7).
 * @param before the id of the last event of the page before, or null
 */
export function listEvents(
  userId: string,
  page: { before: string | null; take: number },
): Promise<SecurityEvent[]> {
  return db.securityEvent.findMany({
    where: { userId, ...(page.before !== null && { id: { lt: page.before } }) },
    select: { id: true, type: true, address: true, createdAt: true },
    orderBy: { id: "desc" },
    take: page.take,
  });
}
