import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { ButtonRow } from "@/components/ui/actions/ButtonRow";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { NAME_LIMIT } from "@/lib/features/input/fields";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

// The proof is asked for before the form, not after its button.
export const getServerSideProps = page(
  { access: { permission: "users.change", recent: true }, texts: ["admin", "people"] },
  ({ flash }) => ({
    props: { ...formState(flash, "POST /api/admin/users"), nameLimit: NAME_LIMIT },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** Creates an account for somebody, who is mailed a link to set its password. */
export default function NewUser({ viewer, message, errors, values, nameLimit }: Props) {
  const t = useTexts("people", "form");
  return (
    <AdminLayout viewer={viewer} title={t("people.newUser")} active="/admin" list="">
      <Card lead={t("people.newUserLead")}>
        <Form action="/api/admin/users">
          <FormError errors={errors}>{message}</FormError>
          <Field
            label={t("form.name")}
            name="name"
            autoComplete="off"
            required
            maxLength={nameLimit}
            defaultValue={values.name}
            error={errors.name}
          />
          <EmailField defaultValue={values.email} error={errors.email} />
          <ButtonRow>
            <SubmitButton>{t("people.create")}</SubmitButton>
            <LinkButton href="/admin" variant="quiet">
              {t("people.cancel")}
            </LinkButton>
          </ButtonRow>
        </Form>
      </Card>
    </AdminLayout>
  );
}
