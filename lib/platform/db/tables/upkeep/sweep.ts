import { dayOf } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { deleteParents } from "@/lib/platform/db/tables/sign-in/impersonations";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";

/** The time after which each kind of row is obsolete. */
export type SweepLimits = {
  idleSince: Date;
  mailBefore: Date;
  eventsBefore: Date;
  devicesBefore: Date;
  trustedBefore: Date;
  tokensBefore: Date;
  apiTokensBefore: Date;
};

/** How many rows are deleted at once: few enough that nobody notices the wait. */
const BATCH = 500;

/**
 * Deletes rows that nothing reads any more. Any number of processes can do so at once: what one has
 * deleted, the others do not find.
 * @returns how many rows of each table were deleted
 */
export async function sweep(limits: SweepLimits): Promise<Record<string, number>> {
  const limit = BATCH;
  const before = (moment: Date) => ({ lt: moment });
  const now = before(new Date());
  // Their rows are deleted and counted with those.
  const setAside = await inBatches(async () => ({
    count: await deleteParents({ expiresAt: now }),
  }));
  // Two deletes, not an OR: each is a range of an index.
  const expired = await inBatches(() =>
    db.session.deleteMany({ where: { expiresAt: now }, limit }),
  );
  const idle = await inBatches(() =>
    db.session.deleteMany({
      where: {
        lastSeenDay: before(dayOf(limits.idleSince)),
        lastSeenAt: before(limits.idleSince),
      },
      limit,
    }),
  );
  return {
    sessions: setAside + expired + idle,
    tokens: await inBatches(() =>
      db.token.deleteMany({ where: { expiresAt: before(limits.tokensBefore) }, limit }),
    ),
    apiTokens: await inBatches(() =>
      db.apiToken.deleteMany({ where: { expiresAt: before(limits.apiTokensBefore) }, limit }),
    ),
    accountInvitations: await inBatches(() =>
      db.accountInvitation.deleteMany({ where: { expiresAt: before(limits.tokensBefore) }, limit }),
    ),
    pendingSignIns: await inBatches(() =>
      db.pendingSignIn.deleteMany({ where: { expiresAt: now }, limit }),
    ),
    invitations: await inBatches(() =>
      db.invitation.deleteMany({ where: { expiresAt: before(limits.tokensBefore) }, limit }),
    ),
    mailSignIns: await inBatches(() =>
      db.mailSignIn.deleteMany({ where: { expiresAt: now }, limit }),
    ),
    passkeyChallenges: await inBatches(() =>
      db.passkeyChallenge.deleteMany({ where: { expiresAt: now }, limit }),
    ),
    throttles: await inBatches(() => db.throttle.deleteMany({ where: { expire: now }, limit })),
    mails: await inBatches(() =>
      db.outboxMail.deleteMany({ where: { deliveredAt: before(limits.mailBefore) }, limit }),
    ),
    failedMails: await inBatches(() =>
      db.outboxMail.deleteMany({ where: { failedAt: before(limits.mailBefore) }, limit }),
    ),
    events: await inBatches(() =>
      db.securityEvent.deleteMany({
        where: { id: { lt: firstIdAt(limits.eventsBefore) } },
        limit,
      }),
    ),
    trustedBrowsers: await inBatches(() =>
      db.trustedBrowser.deleteMany({ where: { trustedAt: before(limits.trustedBefore) }, limit }),
    ),
    devices: await inBatches(() =>
      db.device.deleteMany({ where: { lastSeenAt: before(limits.devicesBefore) }, limit }),
    ),
  };
}

/** Repeats a delete until it finds nothing; other requests get their turn in between. */
async function inBatches(deleteSome: () => Promise<{ count: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { count } = await deleteSome();
    if (count === 0) return total;
    total += count;
  }
}
