import type { InferGetServerSidePropsType } from "next";
import { EventList } from "@/components/dashboard/EventList";
import { SessionList } from "@/components/dashboard/SessionList";
import { useLive } from "@/components/live/useLive";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { eventsQuery } from "@/lib/features/audit/events";
import { recentEvents } from "@/lib/features/audit/own-events";
import { activeSessions } from "@/lib/features/sessions/sessions";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "user", texts: ["settings", "sessions", "ownEvents", "list"] },
  async ({ user, session, flash, query }) => {
    const { before } = eventsQuery.parse(query);
    return {
      props: {
        sessions: { sessions: await activeSessions(user.id, session.id) },
        before,
        events: await recentEvents(user.id, before),
        notice: flash?.notice ?? null,
        message: flash?.message ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Sessions({ viewer, before, notice, message, ...preloaded }: Props) {
  const path = "/settings/sessions";
  const { sessions } = useLive("/api/me/sessions", preloaded.sessions);
  const older = before ? `?before=${before}` : "";
  const { events, next } = useLive(`/api/me/events${older}`, preloaded.events);
  return (
    <SettingsLayout viewer={viewer} active={path} notice={notice}>
      <SessionList sessions={sessions} message={message} />
      <EventList
        events={events}
        newestHref={before && `${path}#events`}
        olderHref={next && `${path}?before=${next}#events`}
      />
    </SettingsLayout>
  );
}
