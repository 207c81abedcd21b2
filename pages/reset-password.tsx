import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { NewPasswordField } from "@/components/form/password/NewPasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { env } from "@/lib/platform/config/env";
import { formState, linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

// Opening the link changes nothing: mail scanners open links too. The form does.
export const getServerSideProps = page({ access: "public" }, ({ flash, query }) => ({
  props: {
    ...formState(flash),
    token: linkToken(query, flash),
    minLength: env.PASSWORD_MIN_LENGTH,
    maxLength: PASSWORD_MAX_LENGTH,
  },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ResetPassword({ message, errors, token, minLength, maxLength }: Props) {
  return (
    <AuthLayout
      title="Set a new password"
      heading="Set a new password"
      lead={
        token
          ? "Every device will be signed out. You sign in with the new password afterwards."
          : "Open the link in your mail to go on."
      }
      footer={
        <>
          The link does not work? <Link href="/forgot-password">Ask for a new one</Link>
        </>
      }
    >
      <FormError>{message}</FormError>
      {token && (
        <Form action="/api/account/reset-password">
          <input type="hidden" name="token" value={token} />
          <NewPasswordField
            label="New password"
            name="password"
            minLength={minLength}
            maxLength={maxLength}
            error={errors.password}
          />
          <SubmitButton pendingLabel="Saving…" wide>
            Set password
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}
