import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { UserSearch } from "@/components/admin/UserSearch";
import { UserTable } from "@/components/admin/UserTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Pagination } from "@/components/ui/Pagination";
import { searchUsers, usersQuery } from "@/lib/accounts/users";
import { page } from "@/lib/auth/page";

export const getServerSideProps = page({ access: { role: "admin" } }, async ({ query }) => {
  const search = usersQuery.parse(query);
  return { props: { q: search.q, ...(await searchUsers(search)) } };
});

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Admin({ viewer, q, users, total, page, pages }: Props) {
  const href = (to: number) =>
    `/admin?${new URLSearchParams({ ...(q && { q }), page: String(to) })}`;
  const count = `${total} ${total === 1 ? "user" : "users"}`;
  return (
    <AdminLayout viewer={viewer} title="Users" active="/admin">
      <UserSearch defaultValue={q} />
      {page <= pages ? (
        <UserTable users={users} />
      ) : (
        <EmptyState title="No more users">{`The list ends on page ${pages}.`}</EmptyState>
      )}
      {total > 0 && (
        <Pagination
          // An address may ask for a page that is not there: back leads to the last one.
          previousHref={page > 1 ? href(Math.min(page - 1, pages)) : null}
          nextHref={page < pages ? href(page + 1) : null}
          label={pages > 1 && page <= pages ? `${count}, page ${page} of ${pages}` : count}
        />
      )}
    </AdminLayout>
  );
}
