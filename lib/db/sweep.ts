import { db } from "./client";
import { firstIdAt } from "./time-ordered-id";

/** From when on each kind of row has run its course. */
export type SweepLimits = {
  idleSince: Date;
  mailBefore: Date;
  eventsBefore: Date;
  devicesBefore: Date;
};

/**
 * Removes rows that nothing reads any more. Any number of processes may do so at once: what one has
 * deleted, the other does not find.
 * @returns how many rows of each table went
 */
export async function sweep(limits: SweepLimits): Promise<Record<string, number>> {
  const now = new Date();
  const sessions = await db.session.deleteMany({
    where: { OR: [{ expiresAt: { lt: now } }, { lastSeenAt: { lt: limits.idleSince } }] },
  });
  const tokens = await db.token.deleteMany({ where: { expiresAt: { lt: now } } });
  const throttles = await db.throttle.deleteMany({ where: { expire: { lt: now } } });
  const mails = await db.outboxMail.deleteMany({
    where: { deliveredAt: { lt: limits.mailBefore } },
  });
  const events = await db.securityEvent.deleteMany({
    where: { id: { lt: firstIdAt(limits.eventsBefore) } },
  });
  const devices = await db.device.deleteMany({
    where: { lastSeenAt: { lt: limits.devicesBefore } },
  });
  return {
    sessions: sessions.count,
    tokens: tokens.count,
    throttles: throttles.count,
    mails: mails.count,
    events: events.count,
    devices: devices.count,
  };
}
