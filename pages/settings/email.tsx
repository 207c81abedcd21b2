import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { UsernameField } from "@/components/form/fields/UsernameField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "user", features: ["emailChange"], texts: ["settings", "settingsEmail", "password"] },
  ({ user, flash }) => ({
    props: {
      ...formState(flash, "POST /api/me/email"),
      notice: flash?.notice ?? null,
      current: user.email,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Email({ viewer, notice, message, errors, values, current }: Props) {
  const t = useTexts("settingsEmail", "password");
  return (
    <SettingsLayout viewer={viewer} active="/settings/email" notice={notice}>
      <Card title={t("settingsEmail.title")} lead={t("settingsEmail.lead", { email: current })}>
        <Form action="/api/me/email">
          <FormError errors={errors}>{message}</FormError>
          <EmailField
            label={t("settingsEmail.new")}
            autoComplete="email"
            hint={t("settingsEmail.hint")}
            defaultValue={values.email}
            error={errors.email}
          />
          <UsernameField email={current} />
          <PasswordField
            label={t("password.label")}
            name="password"
            autoComplete="current-password"
            required
            error={errors.password}
          />
          <SubmitButton pendingLabel={t("settingsEmail.sending")}>
            {t("settingsEmail.submit")}
          </SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
