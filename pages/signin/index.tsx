import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { ProviderButtons } from "@/components/auth/ProviderButtons";
import { OrPasskey } from "@/components/auth/passkey/OrPasskey";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { EmailField } from "@/components/form/fields/EmailField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { isOn } from "@/lib/platform/config/features";
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import { SESSION_REQUIRED, signInProblem } from "@/lib/web/next-auth/errors";
import { providerButtons } from "@/lib/web/providers/list";
import { afterSignIn } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "anonymous", texts: ["signIn", "password", "mailSignIn", "passkey", "providers"] },
  ({ flash, query, csrfToken }) => {
    csrfToken();
    const code =
      typeof query.error === "string" && query.error !== SESSION_REQUIRED ? query.error : null;
    const callbackUrl = afterSignIn(query.callbackUrl);
    return {
      props: {
        callbackUrl,
        providers: providerButtons(),
        forgot: wayInPath("/forgot-password", callbackUrl),
        signUp: wayInPath("/signup", callbackUrl),
        byMail: isOn(["emailSignIn"]) ? wayInPath("/signin/mail", callbackUrl) : null,
        notice: flash?.notice ?? null,
        message: flash?.message ?? (code && signInProblem(code).detail),
        email: flash?.values?.email ?? "",
        remember: flash?.values?.remember === "on",
        unknownPasskey: flash?.values?.unknownPasskey || null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignIn(props: Props) {
  const { callbackUrl, providers, forgot, signUp, byMail, notice, message, email } = props;
  const { remember, unknownPasskey } = props;
  const { signUp: offered } = useReader();
  const t = useTexts("signIn", "password", "mailSignIn", "passkey");
  // The address is filled in again, the password never is.
  const again = Boolean(message && email);
  return (
    <AuthLayout
      title={t("signIn.title")}
      heading={t("signIn.title")}
      footer={
        <>
          <p>
            <Link href={forgot}>{t("signIn.forgot")}</Link>
          </p>
          {byMail && (
            <p>
              <Link href={byMail}>{t("mailSignIn.offer")}</Link>
            </p>
          )}
          {offered && (
            <p>
              {t("signIn.newHere")} <Link href={signUp}>{t("signIn.signUp")}</Link>
            </p>
          )}
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      <Form action="/api/auth/callback/credentials">
        <FormError id="sign-in-error" fieldFirst={again}>
          {message}
        </FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <EmailField autoComplete="username webauthn" defaultValue={email} />
        <PasswordField
          label={t("password.label")}
          name="password"
          autoComplete="current-password"
          required
          startsWith={again ? "sign-in-error" : undefined}
        />
        <Checkbox label={t("signIn.remember")} name="remember" defaultChecked={remember} />
        <SubmitButton pendingLabel={t("signIn.pending")} wide>
          {t("signIn.submit")}
        </SubmitButton>
        <ProviderButtons providers={providers} />
      </Form>
      <OrPasskey
        action="/api/auth/callback/passkey"
        options="/api/account/passkey-options"
        autofill
        unknown={unknownPasskey}
        label={t("passkey.use")}
        oneMore={providers.length > 0}
      >
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <input type="hidden" name="remember" />
      </OrPasskey>
    </AuthLayout>
  );
}
