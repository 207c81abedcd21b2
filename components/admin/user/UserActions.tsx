import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { ActionList } from "@/components/ui/data/ActionList";
import type { UserView } from "@/lib/features/admin/user-list";
import { ROLES, type Role } from "@/lib/platform/config/roles";
import { LIST_PARAMETER, withList } from "@/lib/platform/http/lists/list-address";
import { LastAct, type LastActProps } from "./LastAct";
import { UserActForm } from "./UserActForm";
import styles from "./UserActions.module.css";
import { actsOn, USER_ACTS, type UserAct } from "./user-acts";

type UserActionsProps = {
  user: UserView & { apiTokens: number; impersonable: boolean };
  /** Whether it is the administrator's own account. */
  self: boolean;
  /** The query of the list that the page was opened from. */
  list: string;
  last: LastActProps["last"];
};

/** What an administrator can do to an account; each act requires recent authentication. */
export function UserActions({ user, self, list, last }: UserActionsProps) {
  const t = useTexts("accountActions", "impersonation");
  const control = (act: UserAct) => {
    const label = t(USER_ACTS[act].button);
    const page = `/admin/users/${user.id}/${act}`;
    if (act === "change-role") return <RoleForm page={page} role={user.role} list={list} />;
    if (!USER_ACTS[act].grave) {
      return <UserActForm act={act} userId={user.id} list={list} label={label} />;
    }
    return (
      <LinkButton href={withList(page, list)} variant="secondary">
        {label}
      </LinkButton>
    );
  };
  const actions = actsOn(user, self).map((act) => ({
    title: t(USER_ACTS[act].title),
    text: t(USER_ACTS[act].text),
    control: control(act),
  }));
  const impersonate = {
    title: t("impersonation.title"),
    text: t("impersonation.text"),
    control: (
      <LinkButton href={withList(`/admin/users/${user.id}/impersonate`, list)} variant="secondary">
        {t("impersonation.link")}
      </LinkButton>
    ),
  };
  return (
    <Card title={t("accountActions.title")} lead={t("accountActions.lead")}>
      <FormError>{last.message}</FormError>
      <LastAct user={user} list={list} last={last} />
      <ActionList actions={user.impersonable ? [...actions, impersonate] : actions} />
    </Card>
  );
}

type RoleFormProps = {
  /** The page that asks before the role is changed. */
  page: string;
  role: Role;
  list: string;
};

/** A choice of every role there is. */
function RoleForm({ page, role, list }: RoleFormProps) {
  const t = useTexts("accountActions", "roles", "roleTexts");
  const options = ROLES.map((value) => ({
    value,
    label: t("accountActions.roleChoice", {
      role: t(`roles.${value}`),
      text: t(`roleTexts.${value}`),
    }),
  }));
  return (
    <div className={styles.form}>
      <Form action={page} method="get" layout="bare">
        {list && <input type="hidden" name={LIST_PARAMETER} value={list} />}
        <div className={styles.row}>
          <SelectField
            label={t("accountActions.role")}
            name="role"
            options={options}
            defaultValue={role}
          />
          <SubmitButton variant="secondary">{t("accountActions.changeRole")}</SubmitButton>
        </div>
      </Form>
    </div>
  );
}
