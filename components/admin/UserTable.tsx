import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import type { UserView } from "@/lib/features/admin/user-list";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { withList } from "@/lib/platform/http/lists/list-address";
import { ChoiceBox } from "./bulk/ChoiceBox";
import { UserStatus } from "./UserStatus";
import styles from "./UserTable.module.css";

type UserTableProps = {
  users: UserView[];
  /** The query of this list, to come back to it. */
  list: string;
  /** Where accounts can be chosen: all except the reader's own, and whether they are ticked at first. */
  choice?: { self: string; all: boolean } | undefined;
};

/** The accounts of one page of results. */
export function UserTable({ users, list, choice }: UserTableProps) {
  const t = useTexts("users", "roles", "userFilter");
  if (users.length === 0) {
    return <EmptyState title={t("users.none")}>{t("users.noneText")}</EmptyState>;
  }
  const columns: Column<UserView>[] = [
    {
      key: "user",
      label: t("users.user"),
      cell: (user) => <UserCell user={user} list={list} choice={choice} />,
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
      key: "lastSignIn",
      label: t("userFilter.lastSignIn"),
      cell: ({ lastSignInAt }) =>
        lastSignInAt ? <Time iso={lastSignInAt} form="day" /> : t("userFilter.never"),
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

/** The user and, where accounts can be chosen, a checkbox in front. */
function UserCell({
  user,
  list,
  choice,
}: { user: UserView } & Pick<UserTableProps, "list" | "choice">) {
  const { id, name, email } = user;
  const who = (
    <>
      <Link className={styles.name} href={withList(`/admin/users/${id}`, list)} prefetch={false}>
        <Typed>{name}</Typed>
      </Link>
      <div className={styles.email}>{email}</div>
    </>
  );
  if (!choice) return who;
  return (
    <ChoiceBox id={id} name={name} chosen={choice.all} fixed={id === choice.self}>
      {who}
    </ChoiceBox>
  );
}
