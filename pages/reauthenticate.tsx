import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { PasswordField } from "@/components/form/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { afterSignIn } from "@/lib/auth/callback-url";
import { page } from "@/lib/auth/page";
import { formState } from "@/lib/http/flash";

export const getServerSideProps = page({ access: "user" }, ({ user, flash, query }) => ({
  props: {
    ...formState(flash),
    email: user.email,
    callbackUrl: afterSignIn(query.callbackUrl ?? flash?.values?.callbackUrl),
  },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Reauthenticate({ message, errors, viewer, email, callbackUrl }: Props) {
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
