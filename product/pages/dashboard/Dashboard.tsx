import { EventList } from "@/components/dashboard/EventList";
import { SecurityCard } from "@/components/dashboard/SecurityCard";
import { SessionList } from "@/components/dashboard/SessionList";
import { SignInChart } from "@/components/dashboard/SignInChart";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { useLive } from "@/components/live/useLive";
import { useTexts } from "@/components/reader/useTexts";
import type { PageProps } from "@/lib/web/guard/page";
import type { loadDashboard } from "./load";

/** Where people arrive after signing in. */
export function Dashboard({
  viewer,
  profile,
  signIns,
  before,
  passwordSetAt,
  glance,
  message,
  ...preloaded
}: PageProps<typeof loadDashboard>) {
  const t = useTexts("dashboard");
  const { sessions } = useLive("/api/me/sessions", preloaded.sessions);
  const older = before ? `?before=${before}` : "";
  const { events, next } = useLive(`/api/me/events${older}`, preloaded.events);
  return (
    <SiteLayout viewer={viewer} title={t("dashboard.title")} active="dashboard">
      <PageHeading>{t("dashboard.hello", { name: profile.name })}</PageHeading>
      <SecurityCard
        user={profile}
        passwordSetAt={passwordSetAt}
        sessions={sessions.length}
        glance={glance}
      />
      <SessionList sessions={sessions} most={5} message={message} />
      <SignInChart days={signIns} />
      <EventList
        events={events}
        newestHref={before && "/dashboard#events"}
        olderHref={next && `/dashboard?before=${next}#events`}
      />
    </SiteLayout>
  );
}
