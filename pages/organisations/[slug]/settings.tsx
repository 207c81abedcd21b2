import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { OrganisationLayout } from "@/components/organisations/OrganisationLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { ORGANISATION_NAME_LIMIT, slugParams } from "@/lib/features/organisations/fields";
import { viewOfMembership } from "@/lib/features/organisations/organisations";
import { memberMay } from "@/lib/platform/config/organisations/member-roles";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { member: "member" },
    features: ["organisations"],
    params: slugParams,
    texts: ["organisations", "organisationSettings"],
  },
  ({ user, membership, flash }) => {
    const organisation = viewOfMembership(membership);
    const action = `/api/organisations/${organisation.slug}` as const;
    return {
      props: {
        organisation,
        action,
        leaveAction: `${action}/members/${user.id}`,
        rename: formState(flash, `PATCH ${action}`),
        deletion: formState(flash, `DELETE ${action}`),
        notice: flash?.notice ?? null,
        nameLimit: ORGANISATION_NAME_LIMIT,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function OrganisationSettings(props: Props) {
  const { viewer, organisation, action, leaveAction, rename, deletion, notice, nameLimit } = props;
  const { slug, name, role } = organisation;
  const t = useTexts("organisationSettings");
  return (
    <OrganisationLayout
      viewer={viewer}
      organisation={organisation}
      active="settings"
      notice={notice}
    >
      {memberMay(role, "organisation.change") && (
        <Card
          title={t("organisationSettings.nameTitle")}
          lead={t("organisationSettings.nameLead", { slug })}
        >
          <Form action={action} method="patch">
            <FormError errors={rename.errors}>{rename.message}</FormError>
            <Field
              label={t("organisationSettings.name")}
              name="name"
              autoComplete="off"
              required
              maxLength={nameLimit}
              defaultValue={rename.values.name ?? name}
              error={rename.errors.name}
            />
            <SubmitButton pendingLabel={t("organisationSettings.saving")}>
              {t("organisationSettings.save")}
            </SubmitButton>
          </Form>
        </Card>
      )}
      <Card
        title={t("organisationSettings.leaveTitle")}
        lead={t("organisationSettings.leaveLead", { name })}
      >
        <Form action={leaveAction} method="delete" layout="bare">
          <SubmitButton variant="danger" pendingLabel={t("organisationSettings.leaving")}>
            {t("organisationSettings.leave", { name })}
          </SubmitButton>
        </Form>
      </Card>
      {memberMay(role, "organisation.delete") && (
        <Card
          title={t("organisationSettings.deleteTitle")}
          lead={t("organisationSettings.deleteLead", { name })}
        >
          <Form action={action} method="delete">
            <FormError errors={deletion.errors}>{deletion.message}</FormError>
            <Field
              label={t("organisationSettings.confirm")}
              hint={t("organisationSettings.confirmHint", { slug })}
              name="confirm"
              autoComplete="off"
              required
              error={deletion.errors.confirm}
            />
            <SubmitButton variant="danger" pendingLabel={t("organisationSettings.deleting")}>
              {t("organisationSettings.delete")}
            </SubmitButton>
          </Form>
        </Card>
      )}
    </OrganisationLayout>
  );
}
