import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { Notice } from "@/components/ui/Notice";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "public" }, ({ flash }) => ({
  props: { ...formState(flash), notice: flash?.notice ?? null },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ForgotPassword({ message, errors, values, notice }: Props) {
  return (
    <AuthLayout
      title="Forgot your password"
      heading="Forgot your password?"
      lead="Tell us your e-mail address, and we send a link to set a new one."
      footer={
        <>
          Remembered? <Link href="/signin">Sign in</Link>
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      <Form action="/api/account/forgot-password">
        <FormError>{message}</FormError>
        <EmailField defaultValue={values.email} error={errors.email} />
        <SubmitButton pendingLabel="Sending…" wide>
          Send the link
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
