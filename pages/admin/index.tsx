import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { ChooseUsers } from "@/components/admin/bulk/ChooseUsers";
import { UserActsRow } from "@/components/admin/people/UserActsRow";
import { UserFilterForm } from "@/components/admin/people/UserFilterForm";
import { UserOrder } from "@/components/admin/UserOrder";
import { UserTable } from "@/components/admin/UserTable";
import { useTexts } from "@/components/reader/useTexts";
import { DownloadLink } from "@/components/ui/actions/DownloadLink";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Pagination } from "@/components/ui/data/Pagination";
import { Notice } from "@/components/ui/Notice";
import {
  COUNT_LIMIT,
  pageOfUsers,
  usersQuery,
  usersQueryText,
} from "@/lib/features/admin/user-list";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { filterFor } from "@/lib/features/user-filter/filter";
import { env } from "@/lib/platform/config/env";
import { isOn } from "@/lib/platform/config/features";
import { may } from "@/lib/platform/config/roles";
import { queryOf, withQuery } from "@/lib/platform/http/lists/list-address";
import { page } from "@/lib/web/guard/page";
import { reauthenticatePath } from "@/lib/web/session/redirects";

export const getServerSideProps = page(
  {
    access: { permission: "users.read" },
    texts: ["admin", "users", "userFilter", "bulk", "accountStatus", "roles", "list"],
  },
  async ({ query, user, session, flash }) => {
    const asked = filterFor(user.role, usersQuery.parse(query));
    const { q, sort, after, ...filter } = asked;
    const given = Object.entries(filter).filter(([, value]) => value !== undefined);
    const values = Object.fromEntries(given) as Record<string, string>;
    return {
      props: {
        q,
        sort,
        after,
        filter: values,
        list: usersQueryText(asked),
        ...(await pageOfUsers(asked)),
        countLimit: COUNT_LIMIT,
        unprotected: env.REQUIRE_SECOND_FACTOR === "none",
        mayChange: may(user.role, "users.change"),
        mayReadOrganisations: isOn(["organisations"]) && may(user.role, "organisations.read"),
        mayChoose: isOn(["bulkActs"]) && may(user.role, "users.change"),
        self: user.id,
        all: query.choose === "all",
        // A link to a file has no way back: a reader who has to authenticate again does so first.
        mayDownload: isRecent(session, Date.now()),
        reauthenticateHref: reauthenticatePath(`/admin?${new URLSearchParams(values)}`),
        notice: flash?.notice ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Admin(props: Props) {
  const { viewer, q, sort, after, filter, users, next, total, countLimit, unprotected } = props;
  const { mayChange, mayReadOrganisations, mayChoose, mayDownload, reauthenticateHref } = props;
  const { notice, self, all, list } = props;
  const t = useTexts("admin", "users", "userFilter", "list");
  const filtered = Object.keys(filter).length > 0;
  const href = (more: Record<string, string>) =>
    withQuery("/admin", queryOf({ q, ...filter, sort: sort === "newest" ? null : sort, ...more }));
  return (
    <AdminLayout viewer={viewer} title={t("admin.users")} active="/admin">
      {notice && <Notice tone="success">{notice}</Notice>}
      {unprotected && <Notice>{t("admin.factorNotRequired")}</Notice>}
      <UserFilterForm q={q} sort={sort} filter={filter} byOrganisation={mayReadOrganisations} />
      {mayChange && (
        <UserActsRow>
          <LinkButton href="/admin/users/new" variant="secondary">
            {t("users.new")}
          </LinkButton>
          {mayDownload ? (
            <>
              <DownloadLink href={`/api/admin/export?${new URLSearchParams(filter)}`}>
                {t("users.download")}
              </DownloadLink>
              <DownloadLink
                href={`/api/admin/export?${new URLSearchParams({ ...filter, format: "ndjson" })}`}
              >
                {t("userFilter.downloadJson")}
              </DownloadLink>
            </>
          ) : (
            <LinkButton href={reauthenticateHref} variant="secondary">
              {t("users.confirmToDownload")}
            </LinkButton>
          )}
        </UserActsRow>
      )}
      <UserOrder
        led={q !== "" || Boolean(filter.organisation || filter.lastSignIn)}
        sort={sort}
        href={(order) =>
          `/admin?${new URLSearchParams({ ...filter, ...(order !== "newest" && { sort: order }) })}`
        }
        total={total}
        filtered={filtered}
        limit={countLimit}
      />
      {mayChoose ? (
        <ChooseUsers
          users={users}
          self={self}
          all={all}
          list={list}
          href={href({ ...(after && { after }), ...(!all && { choose: "all" }) })}
        />
      ) : (
        <UserTable users={users} list={list} />
      )}
      {(after || next) && (
        <Pagination
          label={q || filtered ? t("users.results") : t("admin.users")}
          previousHref={after && href({})}
          previousLabel={t("list.first")}
          nextHref={next && href({ after: next })}
          nextLabel={filtered ? t("users.more") : t("list.next")}
        />
      )}
    </AdminLayout>
  );
}
