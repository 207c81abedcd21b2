import { db } from "./client";
import type { Connection } from "./transaction";

/** Names from the OWASP Logging Vocabulary Cheat Sheet. */
export type EventType =
  | "authn_login_success"
  | "authn_login_fail"
  | "authn_token_revoked"
  | "session_logout"
  | "user_created"
  | "user_updated"
  | "user_verified";

/** Something that happened to an account. Append-only: there is no function that changes one. */
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
