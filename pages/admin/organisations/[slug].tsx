import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { Pagination } from "@/components/ui/data/Pagination";
import { Notice } from "@/components/ui/Notice";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import { detailsOfOrganisation, organisationsBehind } from "@/lib/features/admin/organisation-list";
import { slugParams } from "@/lib/features/organisations/fields";
import type { MemberView } from "@/lib/features/organisations/members";
import { afterQuery } from "@/lib/features/organisations/membership";
import { may } from "@/lib/platform/config/roles";
import { withList } from "@/lib/platform/http/lists/list-address";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "organisations.read" },
    features: ["organisations"],
    params: slugParams,
    texts: ["admin", "adminOrganisations", "accountStatus", "memberRoles", "list"],
  },
  async ({ params: { slug }, query, user }) => {
    const { after } = afterQuery.parse(query);
    return {
      props: {
        after,
        list: organisationsBehind(query),
        organisation: await detailsOfOrganisation(slug, after),
        mayReadUsers: may(user.role, "users.read"),
        mayReadEvents: may(user.role, "events.read"),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** The members of an organisation and their roles, for administrators of the app to read. */
export default function AdminOrganisation(props: Props) {
  const { viewer, after, list, organisation, mayReadUsers, mayReadEvents } = props;
  const t = useTexts("admin", "adminOrganisations", "accountStatus", "memberRoles", "list");
  const { slug, name, hasOwner, members, next } = organisation;
  const path = `/admin/organisations/${slug}`;
  const columns: Column<MemberView>[] = [
    {
      key: "member",
      label: t("adminOrganisations.member"),
      cell: ({ id, name: who, email }) => (
        <>
          {mayReadUsers ? (
            <Link href={`/admin/users/${id}`} prefetch={false}>
              <Typed>{who}</Typed>
            </Link>
          ) : (
            <Typed>{who}</Typed>
          )}
          <div>{email}</div>
        </>
      ),
    },
    {
      key: "role",
      label: t("adminOrganisations.role"),
      cell: ({ role, disabled }) => (
        <>
          {t(`memberRoles.${role}`)}{" "}
          {disabled && <Badge tone="danger">{t("accountStatus.disabled")}</Badge>}
        </>
      ),
    },
    {
      key: "since",
      label: t("adminOrganisations.created"),
      align: "end",
      cell: ({ since }) => <Time iso={since} form="day" />,
    },
  ];
  return (
    <AdminLayout viewer={viewer} title={name} active="/admin/organisations" list={list}>
      {!hasOwner && <Notice>{t("adminOrganisations.noOwner")}</Notice>}
      <Card
        title={t("adminOrganisations.members")}
        aside={
          mayReadEvents && (
            <LinkButton href={`/admin/events?organisation=${slug}`} variant="secondary">
              {t("adminOrganisations.events")}
            </LinkButton>
          )
        }
      >
        <DataTable caption={t("adminOrganisations.members")} columns={columns} rows={members} />
      </Card>
      {(after || next) && (
        <Pagination
          label={t("adminOrganisations.members")}
          previousHref={after && withList(path, list)}
          previousLabel={t("list.first")}
          nextHref={next && withList(`${path}?after=${next}`, list)}
          nextLabel={t("list.next")}
        />
      )}
    </AdminLayout>
  );
}
