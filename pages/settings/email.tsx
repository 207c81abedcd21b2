import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { UsernameField } from "@/components/form/fields/UsernameField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import { hasPassword } from "@/lib/features/password/change";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: "user",
    features: ["emailChange"],
    texts: ["settings", "settingsEmail", "settingsPassword", "password"],
  },
  async ({ user, flash }) => ({
    props: {
      ...formState(flash, "POST /api/me/email"),
      notice: flash?.notice ?? null,
      current: user.email,
      asking: await hasPassword(user.id),
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Email(props: Props) {
  const { viewer, notice, message, errors, values, current, asking } = props;
  const t = useTexts("settingsEmail", "settingsPassword", "password");
  const lead = t("settingsEmail.lead", { email: current });
  if (!asking) {
    return (
      <SettingsLayout viewer={viewer} active="/settings/email" notice={notice}>
        <Card title={t("settingsEmail.title")} lead={lead}>
          <FormError>{message}</FormError>
          <Notice>{t("settingsEmail.needsPassword")}</Notice>
          <LinkButton href="/settings/password">{t("settingsPassword.set")}</LinkButton>
        </Card>
      </SettingsLayout>
    );
  }
  return (
    <SettingsLayout viewer={viewer} active="/settings/email" notice={notice}>
      <Card title={t("settingsEmail.title")} lead={lead}>
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
