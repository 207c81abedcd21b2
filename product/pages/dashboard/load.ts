import { eventsQuery, recentEvents } from "@/lib/features/audit/events";
import { activeSessions } from "@/lib/features/sessions/sessions";
import { signInsByDay } from "@/lib/features/sessions/sign-in-chart";
import type { PageContext } from "@/lib/web/guard/page";

/** The sections of the catalogue that the dashboard uses. */
export const dashboardTexts = [
  "dashboard",
  "profile",
  "roles",
  "sessions",
  "signIns",
  "ownEvents",
  "list",
] as const;

/** What the dashboard shows. On the server, once the guard knows who is asking. */
export async function loadDashboard({ user, session, flash, query }: PageContext<"user">) {
  const { before } = eventsQuery.parse(query);
  const [sessions, signIns, events] = await Promise.all([
    activeSessions(user.id, session.id),
    signInsByDay(user.id),
    recentEvents(user.id, before),
  ]);
  return {
    props: {
      profile: user,
      sessions: { sessions },
      signIns,
      before,
      events,
      notice: flash?.notice ?? null,
      message: flash?.message ?? null,
    },
  };
}
