import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { Problem } from "@/lib/platform/core/problem";
import { listAllEvents } from "@/lib/platform/db/tables/events";
import { findWholeUser } from "@/lib/platform/db/tables/whole-user";

/**
 * All that is kept about a user, for them to take away. Nothing secret is part of it, nor where an
 * administrator was who did something. That it was taken is itself in the trail.
 * @param sessionId the session that asks
 * @throws Problem unauthenticated when the account is gone meanwhile
 */
export async function exportAccount(userId: string, sessionId: string) {
  const user = await findWholeUser(userId);
  if (!user) throw new Problem("unauthenticated");
  const { password, sessions, devices, tokens, accounts, ...account } = user;
  await recordEvent("sensitive_read:account", { subjectId: userId });
  const [events, product] = await Promise.all([
    listAllEvents(userId),
    hooks().dataExported?.(user),
  ]);
  return {
    exportedAt: new Date().toISOString(),
    account,
    passwordSetAt: password?.updatedAt ?? null,
    sessions: sessions.map((session) => ({ ...session, current: session.id === sessionId })),
    knownBrowsers: devices,
    mailedLinks: tokens,
    linkedAccounts: accounts,
    ...(product && { product }),
    events: events.map(({ subjectId: _, actorId, ...event }) => {
      const byAdministrator = actorId !== null && actorId !== userId;
      const trace = byAdministrator ? { ipAddress: null, userAgent: null, requestId: null } : {};
      return { ...event, ...trace, byAdministrator };
    }),
  };
}
