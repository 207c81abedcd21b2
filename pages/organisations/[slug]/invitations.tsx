import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { InvitationTable } from "@/components/organisations/InvitationTable";
import { OrganisationLayout } from "@/components/organisations/OrganisationLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { slugParams } from "@/lib/features/organisations/fields";
import { INVITATION_DAYS, invitationsOf } from "@/lib/features/organisations/invitations";
import { viewOfMembership } from "@/lib/features/organisations/organisations";
import { isAtLeast, MEMBER_ROLES } from "@/lib/platform/config/organisations/member-roles";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "members.invite" },
    features: ["organisations"],
    params: slugParams,
    texts: ["organisations", "organisationInvitations", "memberRoles", "memberRoleTexts"],
  },
  async ({ membership, flash }) => {
    const organisation = viewOfMembership(membership);
    const action = `/api/organisations/${organisation.slug}/invitations` as const;
    const { message, errors, values } = formState(flash, `POST ${action}`);
    return {
      props: {
        organisation,
        action,
        invitations: await invitationsOf(membership.organisation.id),
        days: INVITATION_DAYS,
        // Also for the buttons of the list.
        message: message ?? flash?.message ?? null,
        errors,
        values,
        notice: flash?.notice ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Invitations(props: Props) {
  const { viewer, organisation, action, invitations, days, message, errors, values, notice } =
    props;
  const t = useTexts("organisationInvitations", "memberRoles", "memberRoleTexts");
  const { slug, name, role: own } = organisation;
  const options = MEMBER_ROLES.filter((role) => isAtLeast(own, role)).map((role) => ({
    value: role,
    label: t("organisationInvitations.roleChoice", {
      role: t(`memberRoles.${role}`),
      text: t(`memberRoleTexts.${role}`),
    }),
  }));
  return (
    <OrganisationLayout
      viewer={viewer}
      organisation={organisation}
      active="invitations"
      notice={notice}
    >
      <Card
        title={t("organisationInvitations.title")}
        lead={t("organisationInvitations.lead", { name, count: days })}
      >
        <Form action={action}>
          <FormError errors={errors}>{message}</FormError>
          <EmailField autoComplete="email" defaultValue={values.email} error={errors.email} />
          <SelectField
            label={t("organisationInvitations.role")}
            name="role"
            options={options}
            defaultValue={values.role}
            error={errors.role}
          />
          <SubmitButton pendingLabel={t("organisationInvitations.sending")}>
            {t("organisationInvitations.send")}
          </SubmitButton>
        </Form>
      </Card>
      <InvitationTable slug={slug} invitations={invitations} />
    </OrganisationLayout>
  );
}
