import { Form } from "@/components/form/Form";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { ActionList } from "@/components/ui/data/ActionList";
import type { UserView } from "@/lib/features/admin/user-list";
import { ROLES, type Role } from "@/lib/platform/config/roles";
import styles from "./UserActions.module.css";

/** What an administrator can do to an account; each asks for the password if that was long ago. */
export function UserActions({ user }: { user: UserView }) {
  const t = useTexts("accountActions");
  const resource = `/api/admin/users/${user.id}`;
  const actions = [
    {
      title: t("accountActions.role"),
      text: t("accountActions.roleText"),
      control: <RoleForm resource={resource} role={user.role} />,
    },
    {
      title: t("accountActions.sessions"),
      text: t("accountActions.sessionsText"),
      control: (
        <Form action={`${resource}/sessions`} method="delete" layout="bare">
          <SubmitButton variant="secondary">{t("accountActions.signOut")}</SubmitButton>
        </Form>
      ),
    },
    ...(user.emailVerified
      ? []
      : [
          {
            title: t("accountActions.confirmation"),
            text: t("accountActions.confirmationText"),
            control: (
              <Form action={`${resource}/verification`} layout="bare">
                <SubmitButton variant="secondary">{t("accountActions.sendLink")}</SubmitButton>
              </Form>
            ),
          },
        ]),
    ...(user.disabled
      ? []
      : [
          {
            title: t("accountActions.password"),
            text: t("accountActions.passwordText"),
            control: (
              <Form action={`${resource}/password-reset`} layout="bare">
                <SubmitButton variant="secondary">
                  {t("accountActions.requirePassword")}
                </SubmitButton>
              </Form>
            ),
          },
        ]),
    {
      title: user.disabled ? t("accountActions.disabled") : t("accountActions.disable"),
      text: user.disabled ? t("accountActions.disabledText") : t("accountActions.disableText"),
      control: (
        <Form action={resource} method="patch" layout="bare">
          <input type="hidden" name="disabled" value={user.disabled ? "false" : "true"} />
          <SubmitButton variant={user.disabled ? "secondary" : "danger"}>
            {user.disabled ? t("accountActions.enableSubmit") : t("accountActions.disableSubmit")}
          </SubmitButton>
        </Form>
      ),
    },
  ];
  return (
    <Card title={t("accountActions.title")} lead={t("accountActions.lead")}>
      <ActionList actions={actions} />
    </Card>
  );
}

type RoleFormProps = {
  /** The account's address in the API. */
  resource: string;
  role: Role;
};

/** A choice of every role there is. */
function RoleForm({ resource, role }: RoleFormProps) {
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
      <Form action={resource} method="patch" layout="bare">
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
