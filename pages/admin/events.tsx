import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { TrailFilter } from "@/components/admin/TrailFilter";
import { TrailTable } from "@/components/admin/TrailTable";
import { DownloadLink } from "@/components/ui/DownloadLink";
import { Pagination } from "@/components/ui/Pagination";
import { EVENT_TYPES } from "@/lib/accounts/audit";
import { auditTrail, trailQuery } from "@/lib/accounts/audit-trail";
import { page } from "@/lib/auth/page";

export const getServerSideProps = page({ access: { role: "admin" } }, async ({ query }) => {
  const { before, ...filter } = trailQuery.parse(query);
  const values = Object.entries(filter).filter(([, value]) => value !== undefined);
  return {
    props: {
      types: EVENT_TYPES,
      values: Object.fromEntries(values) as Record<string, string>,
      before,
      ...(await auditTrail({ ...filter, before })),
    },
  };
});

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function AdminEvents({ viewer, types, values, before, events, next }: Props) {
  const query = new URLSearchParams(values);
  const older = new URLSearchParams({ ...values, ...(next && { before: next }) });
  return (
    <AdminLayout viewer={viewer} title="Audit trail" active="/admin/events">
      <TrailFilter types={types} values={values} />
      <TrailTable
        title="Events"
        events={events}
        aside={
          <DownloadLink href={`/api/admin/events/export?${query}`}>Download as CSV</DownloadLink>
        }
      />
      {(before || next) && (
        <Pagination
          label={before ? "Older events" : "Newest events"}
          previousHref={before && `/admin/events?${query}`}
          previousLabel="Newest"
          nextHref={next && `/admin/events?${older}`}
          nextLabel="Older"
        />
      )}
    </AdminLayout>
  );
}
