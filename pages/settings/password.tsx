import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { UsernameField } from "@/components/form/fields/UsernameField";
import { NewPasswordField } from "@/components/form/password/NewPasswordField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { RemovePasswordCard } from "@/components/settings/passkeys/RemovePasswordCard";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { hasApiTokens } from "@/lib/features/api-tokens/api-tokens";
import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { hasPassword } from "@/lib/features/password/change";
import { factorsOf } from "@/lib/features/sign-in/second-step";
import { env } from "@/lib/platform/config/env";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: "user",
    texts: ["settings", "settingsPassword", "settingsTokens", "password", "passwordRemoval"],
  },
  async ({ user, flash }) => {
    const changing = await hasPassword(user.id);
    const { message, errors } = formState(flash, "DELETE /api/me/password");
    return {
      props: {
        ...formState(flash, "POST /api/me/password"),
        notice: flash?.notice ?? null,
        email: user.email,
        changing,
        hasTokens: await hasApiTokens(user.id),
        // Without a second factor there is no passkey.
        removable:
          changing && user.secondFactorSince !== null && (await factorsOf(user.id)).passkey,
        removal: errors.confirm ?? message,
        minLength: env.PASSWORD_MIN_LENGTH,
        maxLength: PASSWORD_MAX_LENGTH,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Password(props: Props) {
  const { viewer, notice, message, errors, email, changing, minLength, maxLength, hasTokens } =
    props;
  const { removable, removal } = props;
  const t = useTexts("settings", "settingsPassword", "settingsTokens", "password");
  return (
    <SettingsLayout viewer={viewer} active="/settings/password" notice={notice}>
      <Card
        title={changing ? t("settingsPassword.change") : t("settingsPassword.set")}
        lead={t("settingsPassword.lead")}
      >
        <Form action="/api/me/password">
          <FormError errors={errors}>{message}</FormError>
          <UsernameField email={email} />
          {changing && (
            <PasswordField
              label={t("password.current")}
              name="currentPassword"
              autoComplete="current-password"
              required
              error={errors.currentPassword}
            />
          )}
          <NewPasswordField
            label={t("password.new")}
            name="newPassword"
            minLength={minLength}
            maxLength={maxLength}
            error={errors.newPassword}
          />
          {hasTokens && <Checkbox label={t("settingsTokens.alsoEnd")} name="revokeTokens" />}
          <SubmitButton pendingLabel={t("settings.saving")}>
            {changing ? t("settingsPassword.submitChange") : t("settingsPassword.submitSet")}
          </SubmitButton>
        </Form>
      </Card>
      {removable && <RemovePasswordCard message={removal} />}
    </SettingsLayout>
  );
}
