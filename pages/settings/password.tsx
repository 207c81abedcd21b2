import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { NewPasswordField } from "@/components/form/password/NewPasswordField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { hasPassword } from "@/lib/features/password/change";
import { env } from "@/lib/platform/config/env";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "user" }, async ({ user, flash }) => ({
  props: {
    ...formState(flash),
    notice: flash?.notice ?? null,
    changing: await hasPassword(user.id),
    minLength: env.PASSWORD_MIN_LENGTH,
    maxLength: PASSWORD_MAX_LENGTH,
  },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Password(props: Props) {
  const { viewer, notice, message, errors, changing, minLength, maxLength } = props;
  return (
    <SettingsLayout viewer={viewer} active="/settings/password" notice={notice}>
      <Card
        title={changing ? "Change your password" : "Set a password"}
        lead="Every other device is signed out."
      >
        <Form action="/api/account/password">
          <FormError>{message}</FormError>
          {changing && (
            <PasswordField
              label="Current password"
              name="currentPassword"
              autoComplete="current-password"
              required
              error={errors.currentPassword}
            />
          )}
          <NewPasswordField
            label="New password"
            name="newPassword"
            minLength={minLength}
            maxLength={maxLength}
            error={errors.newPassword}
          />
          <SubmitButton pendingLabel="Saving…">
            {changing ? "Change password" : "Set password"}
          </SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
