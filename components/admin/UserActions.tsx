import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { Card } from "@/components/ui/Card";
import { ActionList } from "@/components/ui/data/ActionList";
import type { UserView } from "@/lib/features/admin/user-list";

/** What an administrator can do to an account; each asks for the password if that was long ago. */
export function UserActions({ user }: { user: UserView }) {
  const resource = `/api/admin/users/${user.id}`;
  const admin = user.role === "admin";
  const actions = [
    {
      title: admin ? "Administrator role" : "User role",
      text: admin ? "Sees and changes every account." : "Sees this account only.",
      control: (
        <Form action={resource} layout="bare">
          <input type="hidden" name="role" value={admin ? "user" : "admin"} />
          <SubmitButton variant="secondary">
            {admin ? "Make a user" : "Make an administrator"}
          </SubmitButton>
        </Form>
      ),
    },
    {
      title: "Sessions",
      text: "Signs out every device at once.",
      control: (
        <Form action={`${resource}/sessions`} layout="bare">
          <SubmitButton variant="secondary">End all sessions</SubmitButton>
        </Form>
      ),
    },
    ...(user.emailVerified
      ? []
      : [
          {
            title: "Verification",
            text: "Mails the link again; earlier ones stop working.",
            control: (
              <Form action={`${resource}/verification`} layout="bare">
                <SubmitButton variant="secondary">Send the link again</SubmitButton>
              </Form>
            ),
          },
        ]),
    ...(user.disabled
      ? []
      : [
          {
            title: "New password",
            text: "Removes the password, ends all sessions and mails a link to set a new one.",
            control: (
              <Form action={`${resource}/password-reset`} layout="bare">
                <SubmitButton variant="secondary">Require a new password</SubmitButton>
              </Form>
            ),
          },
        ]),
    {
      title: user.disabled ? "Disabled" : "Disable",
      text: user.disabled
        ? "Nobody can sign in to this account."
        : "Ends all sessions; nobody can sign in until it is enabled again. Nothing is deleted.",
      control: (
        <Form action={resource} layout="bare">
          <input type="hidden" name="disabled" value={user.disabled ? "false" : "true"} />
          <SubmitButton variant={user.disabled ? "secondary" : "danger"}>
            {user.disabled ? "Enable the account" : "Disable the account"}
          </SubmitButton>
        </Form>
      ),
    },
  ];
  return (
    <Card title="Actions" lead="The owner sees in their security events what was done here.">
      <ActionList actions={actions} />
    </Card>
  );
}
