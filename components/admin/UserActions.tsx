import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { ActionList } from "@/components/ui/data/ActionList";
import type { UserView } from "@/lib/features/admin/user-list";

/** What an administrator can do to an account; each asks for the password if that was long ago. */
export function UserActions({ user }: { user: UserView }) {
  const t = useTexts("accountActions");
  const resource = `/api/admin/users/${user.id}`;
  const admin = user.role === "admin";
  const actions = [
    {
      title: admin ? t("accountActions.adminRole") : t("accountActions.userRole"),
      text: admin ? t("accountActions.adminRoleText") : t("accountActions.userRoleText"),
      control: (
        <Form action={resource} method="patch" layout="bare">
          <input type="hidden" name="role" value={admin ? "user" : "admin"} />
          <SubmitButton variant="secondary">
            {admin ? t("accountActions.removeAdmin") : t("accountActions.makeAdmin")}
          </SubmitButton>
        </Form>
      ),
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
