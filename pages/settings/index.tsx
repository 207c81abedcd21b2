import type { InferGetServerSidePropsType } from "next";
import { Field } from "@/components/form/Field";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { page } from "@/lib/auth/page";
import { formState } from "@/lib/http/flash";

export const getServerSideProps = page({ access: "user" }, ({ user, flash }) => ({
  props: { ...formState(flash), name: user.name, notice: flash?.notice ?? null },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Profile({ viewer, name, notice, message, errors, values }: Props) {
  return (
    <SettingsLayout viewer={viewer} active="/settings" notice={notice}>
      <Card title="Profile" lead="Your name as others see it.">
        <Form action="/api/me">
          <FormError>{message}</FormError>
          <Field
            label="Name"
            name="name"
            autoComplete="name"
            required
            maxLength={80}
            defaultValue={values.name ?? name}
            error={errors.name}
          />
          <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
