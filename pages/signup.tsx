import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { EmailField } from "@/components/form/EmailField";
import { Field } from "@/components/form/Field";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { PasswordField } from "@/components/form/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { page } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { formState } from "@/lib/http/flash";
import { MAX_LENGTH } from "@/lib/passwords/policy";

export const getServerSideProps = page({ access: "anonymous" }, ({ flash }) => ({
  props: {
    ...formState(flash),
    minLength: env.PASSWORD_MIN_LENGTH,
    maxLength: MAX_LENGTH,
  },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignUp({ message, errors, values, minLength, maxLength }: Props) {
  return (
    <AuthLayout
      title="Create an account"
      heading="Create an account"
      footer={
        <>
          Have an account? <Link href="/signin">Sign in</Link>
        </>
      }
    >
      <Form action="/api/account">
        <FormError>{message}</FormError>
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          defaultValue={values.name}
          error={errors.name}
        />
        <EmailField defaultValue={values.email} error={errors.email} />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          required
          minLength={minLength}
          maxLength={maxLength}
          hint={`At least ${minLength} characters. A few unrelated words work well.`}
          error={errors.password}
          meter
        />
        <SubmitButton pendingLabel="Creating account…" wide>
          Create account
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
