import { UserStatus } from "@/components/admin/UserStatus";
import { useTexts } from "@/components/reader/useTexts";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { Typed } from "@/components/ui/Typed";
import type { UserView } from "@/lib/features/admin/user-list";
import type { BulkAct } from "@/lib/features/bulk-acts/acts";
import styles from "./Bulk.module.css";
import { ChoiceBox } from "./ChoiceBox";

type ChosenTableProps = { users: UserView[]; act: BulkAct; self: string };

/** The chosen accounts, each of which can still be left out, with what to know before the act. */
export function ChosenTable({ users, act, self }: ChosenTableProps) {
  const t = useTexts("bulk", "roles");
  const isSo = ({ disabled }: UserView) =>
    (act === "disable" && disabled) || (act === "enable" && !disabled);
  const columns: Column<UserView>[] = [
    {
      key: "user",
      label: t("bulk.account"),
      cell: ({ id, name, email }) => (
        <ChoiceBox id={id} name={name} chosen fixed={id === self}>
          <strong>
            <Typed>{name}</Typed>
          </strong>
          <div className={styles.faint}>{email}</div>
        </ChoiceBox>
      ),
    },
    { key: "role", label: t("bulk.role"), cell: ({ role }) => t(`roles.${role}`) },
    {
      key: "state",
      label: t("bulk.state"),
      cell: (user) => (
        <>
          <UserStatus user={user} />
          {user.id === self && <div>{t("bulk.ownShort")}</div>}
          {isSo(user) && <div>{t("bulk.already")}</div>}
        </>
      ),
    },
  ];
  return (
    <div className={styles.wide}>
      <DataTable caption={t("bulk.caption")} columns={columns} rows={users} />
    </div>
  );
}
