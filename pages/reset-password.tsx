import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { NewPasswordField } from "@/components/form/password/NewPasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { env } from "@/lib/platform/config/env";
import { formState, linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

// Opening the link changes nothing: mail scanners open links too. The form does.
export const getServerSideProps = page(
  { access: "public", texts: ["resetPassword", "password"] },
  ({ flash, query }) => ({
    props: {
      ...formState(flash, "POST /api/account/reset-password"),
      token: linkToken(query, flash),
      minLength: env.PASSWORD_MIN_LENGTH,
      maxLength: PASSWORD_MAX_LENGTH,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ResetPassword({ message, errors, token, minLength, maxLength }: Props) {
  const t = useTexts("resetPassword", "password");
  return (
    <AuthLayout
      title={t("resetPassword.title")}
      heading={t("resetPassword.title")}
      lead={token ? t("resetPassword.lead") : t("resetPassword.withoutLink")}
      footer={
        <>
          {t("resetPassword.notWorking")}{" "}
          <Link href="/forgot-password">{t("resetPassword.newLink")}</Link>
        </>
      }
    >
      <FormError>{message}</FormError>
      {token && (
        <Form action="/api/account/reset-password">
          <input type="hidden" name="token" value={token} />
          <NewPasswordField
            label={t("password.new")}
            name="password"
            minLength={minLength}
            maxLength={maxLength}
            error={errors.password}
          />
          <SubmitButton pendingLabel={t("resetPassword.pending")} wide>
            {t("resetPassword.submit")}
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}
