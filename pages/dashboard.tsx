import type { InferGetServerSidePropsType } from "next";
import { EventList } from "@/components/dashboard/EventList";
import { ProfileCard } from "@/components/dashboard/ProfileCard";
import { SessionList } from "@/components/dashboard/SessionList";
import { SignInChart } from "@/components/dashboard/SignInChart";
import { useLive } from "@/components/dashboard/useLive";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { useTexts } from "@/components/reader/useTexts";
import { eventsQuery, recentEvents } from "@/lib/features/audit/events";
import { activeSessions } from "@/lib/features/sessions/sessions";
import { signInsByDay } from "@/lib/features/sessions/sign-in-chart";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: "user",
    texts: ["dashboard", "profile", "roles", "sessions", "signIns", "ownEvents", "list"],
  },
  async ({ user, session, flash, query }) => {
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
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Dashboard({
  viewer,
  profile,
  signIns,
  before,
  notice,
  message,
  ...preloaded
}: Props) {
  const t = useTexts("dashboard");
  const { sessions } = useLive("/api/me/sessions", preloaded.sessions);
  const older = before ? `?before=${before}` : "";
  const { events, next } = useLive(`/api/me/events${older}`, preloaded.events);
  return (
    <SiteLayout viewer={viewer} title={t("dashboard.title")} active="dashboard">
      <PageHeading>{t("dashboard.hello", { name: profile.name })}</PageHeading>
      <ProfileCard user={profile} />
      <SessionList sessions={sessions} notice={notice} message={message} />
      <SignInChart days={signIns} />
      <EventList
        events={events}
        newestHref={before && "/dashboard#events"}
        olderHref={next && `/dashboard?before=${next}#events`}
      />
    </SiteLayout>
  );
}
