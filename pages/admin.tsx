import type { InferGetServerSidePropsType } from "next";
import { UserSearch } from "@/components/admin/UserSearch";
import { UserTable } from "@/components/admin/UserTable";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { Pagination } from "@/components/ui/Pagination";
import { searchUsers, usersQuery } from "@/lib/accounts/users";
import { page } from "@/lib/auth/page";

export const getServerSideProps = page({ access: { role: "admin" } }, async ({ query }) => {
  const search = usersQuery.parse(query);
  return { props: { q: search.q, ...(await searchUsers(search)) } };
});

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Admin({ viewer, q, users, total, page, pages }: Props) {
  const href = (to: number) => `/admin?${new URLSearchParams({ q, page: String(to) })}`;
  return (
    <SiteLayout viewer={viewer} title="Users" active="admin">
      <PageHeading>Users</PageHeading>
      <UserSearch defaultValue={q} />
      <UserTable users={users} />
      <Pagination
        previousHref={page > 1 ? href(page - 1) : null}
        nextHref={page < pages ? href(page + 1) : null}
        label={`${total} ${total === 1 ? "user" : "users"}, page ${page} of ${pages}`}
      />
    </SiteLayout>
  );
}
