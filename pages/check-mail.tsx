import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { Notice } from "@/components/ui/Notice";
import { env } from "@/lib/platform/config/env";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "public" }, ({ flash }) => ({
  props: {
    ...formState(flash),
    notice: flash?.notice ?? null,
    /** Without a mail server the mail is on this machine: say where. */
    folder: env.SMTP_URL ? null : `${env.DATA_DIR}/mail`,
  },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function CheckMail({ message, errors, values, notice, folder }: Props) {
  return (
    <AuthLayout
      title="Check your mail"
      heading="Check your mail"
      lead="Our mail to you says how to go on. Its link works once, for 24 hours."
      footer={
        <>
          Confirmed already? <Link href="/signin">Sign in</Link>
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      {folder && (
        <Notice>
          No mail server is set up. The mail was written to <code>{folder}</code> on the server, and
          its link was printed on the terminal.
        </Notice>
      )}
      <Form action="/api/account/verify-email/resend">
        <FormError>{message}</FormError>
        <EmailField
          hint="Nothing arrived after some minutes? Look among the spam, or have the link sent again."
          defaultValue={values.email}
          error={errors.email}
        />
        <SubmitButton variant="secondary" wide>
          Send the link again
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
