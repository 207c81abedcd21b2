import type { InferGetServerSidePropsType } from "next";
import { NoPassword } from "@/components/auth/NoPassword";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { hasPassword } from "@/lib/features/password/change";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";
import { afterSignIn } from "@/lib/web/session/redirects";

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
