import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { EmailField } from "@/components/form/fields/EmailField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { isOn } from "@/lib/platform/config/features";
import { page } from "@/lib/web/guard/page";
import { signInProblem } from "@/lib/web/next-auth/errors";
import { afterSignIn } from "@/lib/web/session/redirects";

export const getServerSideProps = page(
  { access: "anonymous", texts: ["signIn", "password"] },
  ({ flash, query, csrfToken }) => {
    const code = typeof query.error === "string" ? query.error : null;
    return {
      props: {
        csrfToken: csrfToken(),
        callbackUrl: afterSignIn(query.callbackUrl),
        notice: flash?.notice ?? null,
        message: flash?.message ?? (code && signInProblem(code).detail),
        email: flash?.values?.email ?? "",
        remember: flash?.values?.remember === "on",
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignIn(props: Props) {
  const { csrfToken, callbackUrl, notice, message, email, remember } = props;
  const t = useTexts("signIn", "password");
  return (
    <AuthLayout
      title={t("signIn.title")}
      heading={t("signIn.title")}
      footer={
        <>
          <Link href="/forgot-password">{t("signIn.forgot")}</Link>{" "}
          {isOn(["signUp"]) && (
            <>
              {t("signIn.newHere")} <Link href="/signup">{t("signIn.signUp")}</Link>
            </>
          )}
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      <Form action="/api/auth/callback/credentials">
        <FormError>{message}</FormError>
        <input type="hidden" name="csrfToken" value={csrfToken} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <EmailField defaultValue={email} />
        <PasswordField
          label={t("password.label")}
          name="password"
          autoComplete="current-password"
          required
        />
        <Checkbox label={t("signIn.remember")} name="remember" defaultChecked={remember} />
        <SubmitButton pendingLabel={t("signIn.pending")} wide>
          {t("signIn.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
