import type { InferGetServerSidePropsType } from "next";
import { FormError } from "@/components/form/FormError";
import { MemberTable } from "@/components/organisations/MemberTable";
import { OrganisationLayout } from "@/components/organisations/OrganisationLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Pagination } from "@/components/ui/data/Pagination";
import { slugParams } from "@/lib/features/organisations/fields";
import { pageOfMembers } from "@/lib/features/organisations/members";
import { afterQuery } from "@/lib/features/organisations/membership";
import { viewOfMembership } from "@/lib/features/organisations/organisations";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { member: "member" },
    features: ["organisations"],
    params: slugParams,
    texts: ["organisations", "organisationMembers", "memberRoles", "list"],
  },
  async ({ user, membership, flash, query }) => {
    const { after } = afterQuery.parse(query);
    return {
      props: {
        organisation: viewOfMembership(membership),
        self: user.id,
        after,
        ...(await pageOfMembers(membership.organisation.id, after)),
        notice: flash?.notice ?? null,
        message: flash?.message ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Members(props: Props) {
  const { viewer, organisation, self, after, members, next, notice, message } = props;
  const t = useTexts("organisationMembers", "list");
  const path = `/organisations/${organisation.slug}/members`;
  return (
    <OrganisationLayout
      viewer={viewer}
      organisation={organisation}
      active="members"
      notice={notice}
    >
      <FormError>{message}</FormError>
      <MemberTable organisation={organisation} members={members} self={self} />
      {(after || next) && (
        <Pagination
          label={t("organisationMembers.pagesLabel")}
          previousHref={after && path}
          previousLabel={t("list.first")}
          nextHref={next && `${path}?after=${next}`}
          nextLabel={t("list.next")}
        />
      )}
    </OrganisationLayout>
  );
}
