import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Typed } from "@/components/ui/Typed";
import type { OrganisationView } from "@/lib/features/organisations/organisations";
import { LEAST_MEMBER_ROLE } from "@/lib/platform/config/organisations/member-roles";

/** The organisations of the reader. */
export function OrganisationTable({ organisations }: { organisations: OrganisationView[] }) {
  const t = useTexts("organisations", "memberRoles");
  if (organisations.length === 0) {
    return <EmptyState title={t("organisations.none")}>{t("organisations.noneText")}</EmptyState>;
  }
  const rows = organisations.map((organisation) => ({ id: organisation.slug, ...organisation }));
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: "name",
      label: t("organisations.name"),
      cell: ({ slug, name }) => (
        <Link href={`/organisations/${slug}/members`} prefetch={false}>
          <Typed>{name}</Typed>
        </Link>
      ),
    },
    {
      key: "slug",
      label: t("organisations.slug"),
      cell: ({ slug }) => slug,
    },
    {
      key: "role",
      label: t("organisations.role"),
      cell: ({ role }) => (
        <Badge tone={role === LEAST_MEMBER_ROLE ? "neutral" : "accent"}>
          {t(`memberRoles.${role}`)}
        </Badge>
      ),
    },
  ];
  return (
    <Card>
      <DataTable caption={t("organisations.caption")} columns={columns} rows={rows} />
    </Card>
  );
}
