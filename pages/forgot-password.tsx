import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "public", texts: ["forgotPassword"] },
  ({ flash }) => ({
    props: {
      ...formState(flash, "POST /api/account/forgot-password"),
      notice: flash?.notice ?? null,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ForgotPassword({ message, errors, values, notice }: Props) {
  const t = useTexts("forgotPassword");
  return (
    <AuthLayout
      title={t("forgotPassword.title")}
      heading={t("forgotPassword.title")}
      lead={t("forgotPassword.lead")}
      footer={
        <>
          {t("forgotPassword.remembered")} <Link href="/signin">{t("forgotPassword.signIn")}</Link>
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      <Form action="/api/account/forgot-password">
        <FormError>{message}</FormError>
        <EmailField defaultValue={values.email} error={errors.email} />
        <SubmitButton pendingLabel={t("forgotPassword.pending")} wide>
          {t("forgotPassword.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
