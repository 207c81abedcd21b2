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
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import { afterSignIn } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "public", texts: ["forgotPassword"] },
  ({ flash, query }) => {
    const state = formState(flash, "POST /api/account/forgot-password");
    const callbackUrl = afterSignIn(query.callbackUrl ?? state.values.callbackUrl);
    return {
      props: {
        ...state,
        notice: flash?.notice ?? null,
        callbackUrl,
        signIn: wayInPath("/signin", callbackUrl),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ForgotPassword(props: Props) {
  const { message, errors, values, notice, callbackUrl, signIn } = props;
  const t = useTexts("forgotPassword");
  return (
    <AuthLayout
      title={t("forgotPassword.title")}
      heading={t("forgotPassword.title")}
      lead={t("forgotPassword.lead")}
      footer={
        <>
          {t("forgotPassword.remembered")} <Link href={signIn}>{t("forgotPassword.signIn")}</Link>
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      <Form action="/api/account/forgot-password">
        <FormError errors={errors}>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <EmailField defaultValue={values.email} error={errors.email} />
        <SubmitButton pendingLabel={t("forgotPassword.pending")} wide>
          {t("forgotPassword.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
