import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { TrailFilter } from "@/components/admin/TrailFilter";
import { TrailTable } from "@/components/admin/TrailTable";
import { useTexts } from "@/components/reader/useTexts";
import { DownloadLink } from "@/components/ui/actions/DownloadLink";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Pagination } from "@/components/ui/data/Pagination";
import { eventTypes } from "@/lib/features/audit/labels";
import { auditTrail, trailQuery } from "@/lib/features/audit/trail";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { isOn } from "@/lib/platform/config/features";
import { currentReader } from "@/lib/platform/texts/reader";
import { page } from "@/lib/web/guard/page";
import { reauthenticatePath } from "@/lib/web/session/redirects";

export const getServerSideProps = page(
  { access: { permission: "events.read" }, texts: ["admin", "trail", "trailOrganisation", "list"] },
  async (request) => {
    const { before, timeZone: _, ...filter } = trailQuery.parse(request.query);
    // Days are in the zone in which the page shows times.
    const timeZone = currentReader().timeZone ?? "UTC";
    const given = Object.entries(filter).filter(([, value]) => value !== undefined);
    const values = Object.fromEntries(given) as Record<string, string>;
    // A link to a file has no way back: a reader who has to authenticate again does so first.
    const reauthenticateHref = isRecent(request.session, Date.now())
      ? null
      : reauthenticatePath(`/admin/events?${new URLSearchParams(values)}`);
    return {
      props: {
        types: eventTypes(),
        values,
        timeZone,
        before,
        reauthenticateHref,
        byOrganisation: isOn(["organisations"]),
        ...(await auditTrail({ ...filter, timeZone, before })),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function AdminEvents({
  viewer,
  types,
  values,
  timeZone,
  before,
  reauthenticateHref,
  byOrganisation,
  events,
  next,
}: Props) {
  const t = useTexts("admin", "trail", "list");
  const query = new URLSearchParams(values);
  const file = new URLSearchParams({ ...values, timeZone });
  const older = new URLSearchParams({ ...values, ...(next && { before: next }) });
  return (
    <AdminLayout viewer={viewer} title={t("admin.trail")} active="/admin/events">
      <TrailFilter types={types} values={values} byOrganisation={byOrganisation} />
      <TrailTable
        title={t("trail.events")}
        none={t("trail.noneText")}
        events={events}
        aside={
          reauthenticateHref ? (
            <LinkButton href={reauthenticateHref} variant="secondary">
              {t("trail.confirmToDownload")}
            </LinkButton>
          ) : (
            <DownloadLink href={`/api/admin/events/export?${file}`}>
              {t("trail.download")}
            </DownloadLink>
          )
        }
      />
      {(before || next) && (
        <Pagination
          label={before ? t("list.olderEvents") : t("list.newestEvents")}
          previousHref={before && `/admin/events?${query}`}
          previousLabel={t("list.newest")}
          nextHref={next && `/admin/events?${older}`}
          nextLabel={t("list.older")}
        />
      )}
    </AdminLayout>
  );
}
