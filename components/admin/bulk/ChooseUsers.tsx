import { UserTable } from "@/components/admin/UserTable";
import { Form } from "@/components/form/Form";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import type { UserView } from "@/lib/features/admin/user-list";
import { BULK_ACTS } from "@/lib/features/bulk-acts/acts";
import { LIST_PARAMETER } from "@/lib/platform/http/lists/list-address";
import styles from "./Bulk.module.css";

type ChooseUsersProps = {
  users: UserView[];
  /** The reader, who cannot choose their own account. */
  self: string;
  /** Whether all are ticked at first. */
  all: boolean;
  /** The query of this list, to come back to it. */
  list: string;
  /** The address of this page with all of them ticked, or none. */
  href: string;
};

/**
 * The accounts of one page of results, to choose some and an act for them; the next page asks to confirm.
 */
export function ChooseUsers({ users, self, all, list, href }: ChooseUsersProps) {
  const t = useTexts("bulk");
  if (users.length === 0) return <UserTable users={users} list={list} />;
  return (
    <Form action="/admin/users/bulk" method="get" layout="bare">
      {list && <input type="hidden" name={LIST_PARAMETER} value={list} />}
      {/* Another one where the ticks are to begin otherwise: React keeps those there are. */}
      <UserTable key={String(all)} users={users} list={list} choice={{ self, all }} />
      <div className={styles.row}>
        <SelectField
          label={t("bulk.withChosen")}
          name="act"
          options={BULK_ACTS.map((act) => ({ value: act, label: t(`bulk.act-${act}`) }))}
        />
        <SubmitButton variant="secondary">{t("bulk.next")}</SubmitButton>
        <LinkButton href={href} variant="quiet">
          {t(all ? "bulk.chooseNone" : "bulk.chooseAll")}
        </LinkButton>
      </div>
    </Form>
  );
}
