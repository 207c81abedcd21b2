import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { useTexts } from "@/components/reader/useTexts";
import { ButtonRow } from "@/components/ui/actions/ButtonRow";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { ORGANISATION_NAME_LIMIT, SLUG_LIMIT } from "@/lib/features/organisations/fields";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "user", features: ["organisations"], texts: ["organisations"] },
  ({ flash }) => ({
    props: {
      ...formState(flash, "POST /api/organisations"),
      nameLimit: ORGANISATION_NAME_LIMIT,
      slugLimit: SLUG_LIMIT,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function NewOrganisation(props: Props) {
  const { viewer, message, errors, values, nameLimit, slugLimit } = props;
  const t = useTexts("organisations");
  return (
    <SiteLayout viewer={viewer} title={t("organisations.newTitle")} active="organisations">
      <PageHeading>{t("organisations.newTitle")}</PageHeading>
      <Card lead={t("organisations.newLead")}>
        <Form action="/api/organisations">
          <FormError errors={errors}>{message}</FormError>
          <Field
            label={t("organisations.name")}
            name="name"
            autoComplete="organization"
            required
            maxLength={nameLimit}
            defaultValue={values.name}
            error={errors.name}
          />
          <Field
            label={t("organisations.slug")}
            hint={t("organisations.slugHint")}
            name="slug"
            autoComplete="off"
            maxLength={slugLimit}
            defaultValue={values.slug}
            error={errors.slug}
          />
          <ButtonRow>
            <SubmitButton pendingLabel={t("organisations.creating")}>
              {t("organisations.create")}
            </SubmitButton>
            <LinkButton href="/organisations" variant="quiet">
              {t("organisations.cancel")}
            </LinkButton>
          </ButtonRow>
        </Form>
      </Card>
    </SiteLayout>
  );
}
