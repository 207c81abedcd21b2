import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { BarChart } from "@/components/admin/figures/BarChart";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { figures } from "@/lib/features/figures/figures";
import { formatTime } from "@/lib/platform/texts/format/time";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "users.read" },
    features: ["figures"],
    texts: ["admin", "figures", "roles"],
  },
  async () => ({ props: await figures() }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** How many people sign up, sign in and come back, and who has a second factor. */
export default function Figures({ viewer, limit, days, active, factors }: Props) {
  const t = useTexts("figures", "admin", "roles");
  const { language } = useReader();
  const labelOf = (day: string) =>
    formatTime(Date.parse(day), "monthDay", { language, timeZone: "UTC" });
  const ofDays = (values: (day: Props["days"][number]) => number[]) =>
    days.map((day) => ({ key: day.day, label: labelOf(day.day), values: values(day) }));
  return (
    <AdminLayout viewer={viewer} title={t("admin.figures")} active="/admin/figures">
      <p>{t("figures.lead", { limit })}</p>
      <BarChart
        title={t("figures.signUps")}
        of={t("figures.day")}
        series={[t("figures.accounts")]}
        bars={ofDays(({ signUps }) => [signUps])}
      />
      <BarChart
        title={t("figures.signIns")}
        of={t("figures.day")}
        series={[t("figures.done"), t("figures.failed"), t("figures.blocked")]}
        bars={ofDays(({ signIns, failed, blocked }) => [signIns, failed, blocked])}
      />
      <BarChart
        title={t("figures.active")}
        lead={t("figures.activeLead")}
        of={t("figures.period")}
        series={[t("figures.people")]}
        bars={[
          { key: "day", label: t("figures.lastDay"), values: [active.day] },
          { key: "week", label: t("figures.lastWeek"), values: [active.week] },
          { key: "month", label: t("figures.lastMonth"), values: [active.month] },
        ]}
      />
      <BarChart
        title={t("figures.factors")}
        lead={t("figures.factorsLead")}
        most={100}
        of={t("figures.role")}
        series={[t("figures.share")]}
        bars={factors.map(({ role, all, withFactor }) => ({
          key: role,
          label: t(`roles.${role}`),
          values: [all === 0 ? 0 : Math.round((100 * withFactor) / all)],
        }))}
      />
    </AdminLayout>
  );
}
