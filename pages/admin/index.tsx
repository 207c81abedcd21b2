import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { UserSearch } from "@/components/admin/UserSearch";
import { UserTable } from "@/components/admin/UserTable";
import { Pagination } from "@/components/ui/data/Pagination";
import { pageOfUsers, usersQuery } from "@/lib/features/admin/user-list";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: { role: "admin" } }, async ({ query }) => {
  const search = usersQuery.parse(query);
  return { props: { ...search, ...(await pageOfUsers(search)) } };
});

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Admin({ viewer, q, after, users, next }: Props) {
  const href = (more: Record<string, string>) =>
    `/admin?${new URLSearchParams({ ...(q && { q }), ...more })}`;
  return (
    <AdminLayout viewer={viewer} title="Users" active="/admin">
      <UserSearch defaultValue={q} />
      <UserTable users={users} />
      {(after || next) && (
        <Pagination
          label={q ? "By what was found" : "The newest first"}
          previousHref={after && href({})}
          previousLabel="First"
          nextHref={next && href({ after: next })}
        />
      )}
    </AdminLayout>
  );
}
