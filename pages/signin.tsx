import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { EmailField } from "@/components/form/fields/EmailField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { Notice } from "@/components/ui/Notice";
import { page } from "@/lib/web/guard/page";
import { signInProblem } from "@/lib/web/next-auth/errors";
import { afterSignIn } from "@/lib/web/session/redirects";

export const getServerSideProps = page({ access: "anonymous" }, ({ flash, query, csrfToken }) => {
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
});

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignIn(props: Props) {
  const { csrfToken, callbackUrl, notice, message, email, remember } = props;
  return (
    <AuthLayout
      title="Sign in"
      heading="Sign in"
      footer={
        <>
          <Link href="/forgot-password">Forgot your password?</Link> New here?{" "}
          <Link href="/signup">Create an account</Link>
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      <Form action="/api/auth/callback/credentials">
        <FormError>{message}</FormError>
        <input type="hidden" name="csrfToken" value={csrfToken} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <EmailField defaultValue={email} />
        <PasswordField label="Password" name="password" autoComplete="current-password" required />
        <Checkbox
          label="Keep me signed in on this device"
          name="remember"
          defaultChecked={remember}
        />
        <SubmitButton pendingLabel="Signing in…" wide>
          Sign in
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
