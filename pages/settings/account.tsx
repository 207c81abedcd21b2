import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { SubmitButton } from "@/components/form/SubmitButton";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Button } from "@/components/ui/actions/Button";
import { Card } from "@/components/ui/Card";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: { recent: true } }, ({ flash }) => ({
  props: { ...formState(flash), notice: flash?.notice ?? null },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Account({ viewer, notice, message, errors }: Props) {
  return (
    <SettingsLayout viewer={viewer} active="/settings/account" notice={notice}>
      <Card
        title="Download your data"
        lead="All that is kept about you, as one JSON file: profile, sessions, events."
      >
        <Form action="/api/account/export" method="get" layout="bare">
          <Button type="submit" variant="secondary">
            Download
          </Button>
        </Form>
      </Card>
      <Card
        title="Delete your account"
        lead="Your profile, password and sessions are removed at once, for good."
      >
        <Form action="/api/account/delete">
          <FormError>{errors.confirm ?? message}</FormError>
          <Checkbox label="Yes, delete my account and everything in it" name="confirm" />
          <SubmitButton variant="danger" pendingLabel="Deleting…">
            Delete account
          </SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
