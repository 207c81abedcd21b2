import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import type { OrganisationEvent } from "@/lib/features/organisations/events";

/** A part of the events of an organisation. */
export function OrganisationEvents({ events }: { events: OrganisationEvent[] }) {
  const t = useTexts("organisationEvents");
  if (events.length === 0) {
    return (
      <EmptyState title={t("organisationEvents.none")}>
        {t("organisationEvents.noneText")}
      </EmptyState>
    );
  }
  const nameOf = (person: OrganisationEvent["by"]) =>
    person?.name ? <Typed>{person.name}</Typed> : person ? t("organisationEvents.former") : "—";
  const columns: Column<OrganisationEvent>[] = [
    { key: "event", label: t("organisationEvents.event"), cell: ({ label }) => label },
    {
      key: "member",
      label: t("organisationEvents.member"),
      cell: ({ member }) => nameOf(member),
    },
    { key: "by", label: t("organisationEvents.by"), cell: ({ by }) => nameOf(by) },
    {
      key: "time",
      label: t("organisationEvents.time"),
      align: "end",
      cell: ({ createdAt }) => <Time iso={createdAt} />,
    },
  ];
  return (
    <Card title={t("organisationEvents.title")}>
      <DataTable caption={t("organisationEvents.caption")} columns={columns} rows={events} />
    </Card>
  );
}
