import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import type { UserView } from "@/lib/features/admin/user-list";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { UserStatus } from "./UserStatus";
import styles from "./UserTable.module.css";

/** The accounts of one page of results. */
export function UserTable({ users }: { users: UserView[] }) {
  const t = useTexts("users", "roles");
  if (users.length === 0) {
    return <EmptyState title={t("users.none")}>{t("users.noneText")}</EmptyState>;
  }
  const columns: Column<UserView>[] = [
    {
      key: "user",
      label: t("users.user"),
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
      label: t("users.role"),
      cell: ({ role }) => (
        <span className={styles.role}>
          <Badge tone={role === LEAST_ROLE ? "neutral" : "accent"}>{t(`roles.${role}`)}</Badge>
        </span>
      ),
    },
    {
      key: "status",
      label: t("users.status"),
      cell: (user) => <UserStatus user={user} />,
    },
    {
      key: "created",
      label: t("users.created"),
      align: "end",
      cell: ({ createdAt }) => <Time iso={createdAt} form="day" />,
    },
  ];
  return (
    <Card>
      <DataTable caption={t("users.caption")} columns={columns} rows={users} />
    </Card>
  );
}
