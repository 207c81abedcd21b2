import type { InferGetServerSidePropsType } from "next";
import { OrganisationEvents } from "@/components/organisations/OrganisationEvents";
import { OrganisationLayout } from "@/components/organisations/OrganisationLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Pagination } from "@/components/ui/data/Pagination";
import { eventsQuery } from "@/lib/features/audit/events";
import { eventsOfOrganisation } from "@/lib/features/organisations/events";
import { slugParams } from "@/lib/features/organisations/fields";
import { viewOfMembership } from "@/lib/features/organisations/organisations";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "organisation.events" },
    features: ["organisations"],
    params: slugParams,
    texts: ["organisations", "organisationEvents", "list"],
  },
  async ({ membership, query }) => {
    const { before } = eventsQuery.parse(query);
    return {
      props: {
        organisation: viewOfMembership(membership),
        before,
        ...(await eventsOfOrganisation(membership.organisation.id, before)),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Events({ viewer, organisation, before, events, next }: Props) {
  const t = useTexts("list");
  const path = `/organisations/${organisation.slug}/events`;
  return (
    <OrganisationLayout viewer={viewer} organisation={organisation} active="events">
      <OrganisationEvents events={events} />
      {(before || next) && (
        <Pagination
          label={before ? t("list.olderEvents") : t("list.newestEvents")}
          previousHref={before && path}
          previousLabel={t("list.newest")}
          nextHref={next && `${path}?before=${next}`}
          nextLabel={t("list.older")}
        />
      )}
    </OrganisationLayout>
  );
}
