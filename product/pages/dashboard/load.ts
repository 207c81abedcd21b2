import { eventsQuery } from "@/lib/features/audit/events";
import { recentEvents } from "@/lib/features/audit/own-events";
import { passwordAge } from "@/lib/features/password/age";
import { glanceOf } from "@/lib/features/security-glance/glance";
import { activeSessions } from "@/lib/features/sessions/sessions";
import { signInsByDay } from "@/lib/features/sessions/sign-in-chart";
import type { PageContext } from "@/lib/web/guard/page";

/** The sections of the catalogue that the dashboard uses. */
export const dashboardTexts = [
  "dashboard",
  "security",
  "glance",
  "sessions",
  "signIns",
  "ownEvents",
  "list",
] as const;

/** The content of the dashboard. On the server, after the guard has checked the reader. */
export async function loadDashboard({ user, session, flash, query }: PageContext<"user">) {
  const { before } = eventsQuery.parse(query);
  const [sessions, signIns, events, passwordSetAt] = await Promise.all([
    activeSessions(user.id, session.id),
    signInsByDay(user.id),
    recentEvents(user.id, before),
    passwordAge(user.id),
  ]);
  return {
    props: {
      profile: user,
      sessions: { sessions },
      signIns,
      before,
      events,
      passwordSetAt,
      glance: await glanceOf(user, passwordSetAt !== null),
      message: flash?.message ?? null,
    },
  };
}
