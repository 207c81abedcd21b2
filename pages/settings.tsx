import type { InferGetServerSidePropsType } from "next";
import { Field } from "@/components/form/Field";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { Card } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import { page } from "@/lib/auth/page";
import { formState } from "@/lib/http/flash";

export const getServerSideProps = page({ access: "user" }, ({ user, flash }) => ({
  props: { ...formState(flash), name: user.name, email: user.email, notice: flash?.notice ?? null },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Settings(props: Props) {
  const { viewer, name, email, notice, message, errors, values } = props;
  return (
    <SiteLayout viewer={viewer} title="Settings" active="settings">
      <PageHeading>Settings</PageHeading>
      <Card title="Profile" lead={`You sign in as ${email}.`}>
        {notice && <Notice tone="success">{notice}</Notice>}
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
    </SiteLayout>
  );
}
