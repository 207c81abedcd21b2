import type { InferGetServerSidePropsType } from "next";
import { NoPassword } from "@/components/account/NoPassword";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { PasswordField } from "@/components/form/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { hasPassword } from "@/lib/accounts/password";
import { afterSignIn } from "@/lib/auth/callback-url";
import { page } from "@/lib/auth/page";
import { formState } from "@/lib/http/flash";

export const getServerSideProps = page({ access: "user" }, async (context) => {
  const { user, flash, query, csrfToken } = context;
  return {
    props: {
      ...formState(flash),
      email: user.email,
      asking: await hasPassword(user.id),
      callbackUrl: afterSignIn(query.callbackUrl ?? flash?.values?.callbackUrl),
      csrfToken: csrfToken(),
    },
  };
});

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Reauthenticate(props: Props) {
  const { viewer, message, errors, email, asking, callbackUrl, csrfToken } = props;
  if (!asking) {
    return (
      <AuthLayout
        title="Confirm that it is you"
        heading="Confirm that it is you"
        lead={`What comes next matters, and ${email} has no password that we could ask for.`}
      >
        <NoPassword csrfToken={csrfToken} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Confirm that it is you"
      heading="Confirm that it is you"
      viewer={viewer}
      lead={`What comes next matters, so we ask ${email} for the password once more.`}
    >
      <Form action="/api/account/reauthenticate">
        <FormError>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          error={errors.password}
        />
        <SubmitButton pendingLabel="Confirming…" wide>
          Confirm
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
