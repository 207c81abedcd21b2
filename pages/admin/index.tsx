import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { FactorFigures } from "@/components/admin/figures/FactorFigures";
import { UserOrder } from "@/components/admin/UserOrder";
import { UserSearch } from "@/components/admin/UserSearch";
import { UserTable } from "@/components/admin/UserTable";
import { useTexts } from "@/components/reader/useTexts";
import { Pagination } from "@/components/ui/data/Pagination";
import { Notice } from "@/components/ui/Notice";
import { factorFigures } from "@/lib/features/admin/factor-figures";
import { COUNT_LIMIT, pageOfUsers, usersQuery } from "@/lib/features/admin/user-list";
import { env } from "@/lib/platform/config/env";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "users.read" },
    texts: ["admin", "users", "accountStatus", "roles", "list", "factorFigures"],
  },
  async ({ query }) => {
    const search = usersQuery.parse(query);
    const unprotected = env.REQUIRE_SECOND_FACTOR === "none";
    const [found, figures] = await Promise.all([pageOfUsers(search), factorFigures()]);
    return { props: { ...search, ...found, figures, countLimit: COUNT_LIMIT, unprotected } };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Admin(props: Props) {
  const { viewer, q, sort, after, users, next, total, countLimit, unprotected, figures } = props;
  const t = useTexts("admin", "users", "list");
  const href = (more: Record<string, string>) =>
    `/admin?${new URLSearchParams({ ...(q && { q }), ...(sort !== "newest" && { sort }), ...more })}`;
  return (
    <AdminLayout viewer={viewer} title={t("admin.users")} active="/admin">
      {unprotected && <Notice>{t("admin.factorNotRequired")}</Notice>}
      <FactorFigures figures={figures} limit={countLimit} />
      <UserSearch defaultValue={q} />
      <UserOrder searching={q !== ""} sort={sort} total={total} limit={countLimit} />
      <UserTable users={users} />
      {(after || next) && (
        <Pagination
          label={q ? t("users.results") : t(`users.${sort}`)}
          previousHref={after && href({})}
          previousLabel={t("list.first")}
          nextHref={next && href({ after: next })}
          nextLabel={t("list.next")}
        />
      )}
    </AdminLayout>
  );
}
