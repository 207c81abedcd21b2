import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Pagination } from "@/components/ui/data/Pagination";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import {
  type OrganisationSummary,
  pageOfOrganisations,
} from "@/lib/features/admin/organisation-list";
import { afterQuery } from "@/lib/features/organisations/membership";
import { queryOf, withList } from "@/lib/platform/http/lists/list-address";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "organisations.read" },
    features: ["organisations"],
    texts: ["admin", "adminOrganisations", "list"],
  },
  async ({ query }) => {
    const { after } = afterQuery.parse(query);
    return { props: { after, ...(await pageOfOrganisations(after)) } };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function AdminOrganisations({ viewer, after, organisations, next }: Props) {
  const t = useTexts("admin", "adminOrganisations", "list");
  const path = "/admin/organisations";
  const columns: Column<OrganisationSummary>[] = [
    {
      key: "name",
      label: t("adminOrganisations.name"),
      cell: ({ slug, name }) => (
        <Link href={withList(`/admin/organisations/${slug}`, queryOf({ after }))} prefetch={false}>
          <Typed>{name}</Typed>
        </Link>
      ),
    },
    { key: "slug", label: t("adminOrganisations.slug"), cell: ({ slug }) => slug },
    {
      key: "members",
      label: t("adminOrganisations.members"),
      align: "end",
      cell: ({ members }) => members,
    },
    {
      key: "created",
      label: t("adminOrganisations.created"),
      align: "end",
      cell: ({ createdAt }) => <Time iso={createdAt} form="day" />,
    },
  ];
  return (
    <AdminLayout viewer={viewer} title={t("admin.organisations")} active={path}>
      {organisations.length === 0 ? (
        <EmptyState title={t("adminOrganisations.none")}>
          {t("adminOrganisations.noneText")}
        </EmptyState>
      ) : (
        <Card>
          <DataTable
            caption={t("adminOrganisations.caption")}
            columns={columns}
            rows={organisations}
          />
        </Card>
      )}
      {(after || next) && (
        <Pagination
          label={t("adminOrganisations.caption")}
          previousHref={after && path}
          previousLabel={t("list.newest")}
          nextHref={next && `${path}?after=${next}`}
          nextLabel={t("list.older")}
        />
      )}
    </AdminLayout>
  );
}
