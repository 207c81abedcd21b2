import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { page } from "@/lib/auth/page";
import { linkToken } from "@/lib/http/flash";

// Opening the link changes nothing: mail scanners open links too. The button does.
export const getServerSideProps = page({ access: "public" }, ({ flash, query }) => ({
  props: {
    message: flash?.message ?? null,
    token: linkToken(query, flash),
  },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function VerifyEmail({ message, token }: Props) {
  const noLink = message ? undefined : "Open the link in your mail to go on.";
  return (
    <AuthLayout
      title="Confirm your e-mail address"
      heading="Confirm your address"
      lead={token ? "One click, and you can sign in." : noLink}
      footer={
        <>
          The link does not work? <Link href="/check-mail">Have a new one sent</Link>
        </>
      }
    >
      <FormError>{message}</FormError>
      {token && (
        <Form action="/api/account/verify-email">
          <input type="hidden" name="token" value={token} />
          <SubmitButton pendingLabel="Confirming…" wide>
            Confirm e-mail address
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}
