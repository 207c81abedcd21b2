import Link from "next/link";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import type { UserView } from "@/lib/features/admin/user-list";
import { UserStatus } from "./UserStatus";
import styles from "./UserTable.module.css";

const columns: Column<UserView>[] = [
  {
    key: "user",
    label: "User",
    cell: (user) => (
      <>
        <Link className={styles.name} href={`/admin/users/${user.id}`} prefetch={false}>
          {user.name}
        </Link>
        <div className={styles.email}>{user.email}</div>
      </>
    ),
  },
  {
    key: "role",
    label: "Role",
    cell: ({ role }) => (
      <span className={styles.role}>
        <Badge tone={role === "admin" ? "accent" : "neutral"}>{role}</Badge>
      </span>
    ),
  },
  {
    key: "status",
    label: "Status",
    cell: (user) => <UserStatus user={user} />,
  },
  {
    key: "created",
    label: "Created",
    align: "end",
    cell: ({ createdAt }) => <Time iso={createdAt} />,
  },
];

/** The accounts of one page of results. */
export function UserTable({ users }: { users: UserView[] }) {
  if (users.length === 0) {
    return (
      <EmptyState title="No users found">Try the beginning of a name or of an address.</EmptyState>
    );
  }
  return (
    <Card>
      <DataTable caption="Users" columns={columns} rows={users} />
    </Card>
  );
}
