import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { hooks } from "@/lib/features/hooks/hooks";
import { Problem } from "@/lib/platform/core/problem";
import { fromReplica } from "@/lib/platform/db/replica";
import { listAllEvents } from "@/lib/platform/db/tables/events";
import { listInvitationsTo } from "@/lib/platform/db/tables/organisations/invitations";
import { findAccountInvitationTo } from "@/lib/platform/db/tables/people/invitations";
import { findWholeUser } from "@/lib/platform/db/tables/whole-user";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * Everything that is stored about a user, for them to take away. Nothing secret is included, nor where an
 * administrator was who did something. The download itself is recorded in the trail.
 * @throws Problem unauthenticated when the session has ended in the meantime
 */
export async function exportAccount(asking: AskingSession) {
  const { userId, sessionId } = asking;
  await transaction(async (tx) => {
    await lockCaller(asking, tx);
    await recordEvent("sensitive_read:account", { subjectId: userId, on: tx });
  });
  const user = await findWholeUser(userId);
  if (!user) throw new Problem("unauthenticated");
  const {
    password,
    sessions,
    totp,
    recovery,
    pending,
    mailed,
    trusted,
    devices,
    tokens,
    apiTokens,
    accounts,
    imported,
    members,
    invited,
    passkeys,
    passkeyOwner,
    passkeyChallenges,
    ...account
  } = user;
  const [events, invitations, invitation, product] = await Promise.all([
    fromReplica(() => listAllEvents(userId)),
    listInvitationsTo(user.email),
    findAccountInvitationTo(user.email),
    hooks().dataExported?.(user),
  ]);
  return {
    exportedAt: new Date().toISOString(),
    account,
    imported,
    invitation,
    passwordSetAt: password?.updatedAt ?? null,
    sessions: sessions.map(({ parentId, ...session }) => {
      const byAdministrator = parentId !== null;
      const trace = byAdministrator ? { ipAddress: null, userAgent: null } : {};
      return { ...session, ...trace, current: session.id === sessionId, byAdministrator };
    }),
    authenticatorApp: totp,
    passkeys,
    passkeyHandle: passkeyOwner?.handle ?? null,
    passkeyChallenges,
    recoveryCodes: recovery,
    pendingSignIns: pending,
    signInsByMail: mailed,
    knownBrowsers: devices,
    trustedBrowsers: trusted,
    mailedLinks: tokens,
    apiTokens,
    linkedAccounts: accounts,
    memberships: members,
    sentInvitations: invited,
    receivedInvitations: invitations,
    ...(product && { product }),
    events: events.map(({ subjectId: _, actorId, ...event }) => {
      const byAdministrator = actorId !== null && actorId !== userId;
      const trace = byAdministrator ? { ipAddress: null, userAgent: null, requestId: null } : {};
      return { ...event, ...trace, byAdministrator };
    }),
  };
}
