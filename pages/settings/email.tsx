import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "user" }, ({ user, flash }) => ({
  props: { ...formState(flash), notice: flash?.notice ?? null, current: user.email },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Email({ viewer, notice, message, errors, values, current }: Props) {
  return (
    <SettingsLayout viewer={viewer} active="/settings/email" notice={notice}>
      <Card title="E-mail address" lead={`You sign in as ${current}.`}>
        <Form action="/api/account/email">
          <FormError>{message}</FormError>
          <EmailField
            label="New e-mail address"
            autoComplete="email"
            hint="We mail a link to it. The change is made when you follow the link."
            defaultValue={values.email}
            error={errors.email}
          />
          <PasswordField
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            error={errors.password}
          />
          <SubmitButton pendingLabel="Sending…">Change address</SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
