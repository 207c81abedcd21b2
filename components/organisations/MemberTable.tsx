import { Form } from "@/components/form/Form";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import type { MemberView } from "@/lib/features/organisations/members";
import type { OrganisationView } from "@/lib/features/organisations/organisations";
import {
  isAtLeast,
  LEAST_MEMBER_ROLE,
  MEMBER_ROLES,
  memberMay,
} from "@/lib/platform/config/organisations/member-roles";
import styles from "./MemberTable.module.css";

type MemberTableProps = {
  organisation: OrganisationView;
  members: MemberView[];
  /** The id of the reader. */
  self: string;
};

/** The members of an organisation; readers who may change them have a form for each. */
export function MemberTable({ organisation, members, self }: MemberTableProps) {
  const t = useTexts("organisationMembers", "memberRoles");
  const { name, role: own } = organisation;
  const mayChange = memberMay(own, "members.change");
  const columns: Column<MemberView>[] = [
    {
      key: "member",
      label: t("organisationMembers.member"),
      cell: (member) => (
        <>
          <div className={styles.name}>
            <Typed>{member.name}</Typed>{" "}
            {member.id === self && <Badge>{t("organisationMembers.you")}</Badge>}{" "}
            {member.disabled && <Badge tone="warning">{t("organisationMembers.disabled")}</Badge>}
          </div>
          <div className={styles.email}>{member.email}</div>
        </>
      ),
    },
    {
      key: "role",
      label: t("organisationMembers.role"),
      cell: ({ role }) => (
        <Badge tone={role === LEAST_MEMBER_ROLE ? "neutral" : "accent"}>
          {t(`memberRoles.${role}`)}
        </Badge>
      ),
    },
    {
      key: "since",
      label: t("organisationMembers.since"),
      cell: ({ since }) => <Time iso={since} form="day" />,
    },
  ];
  if (mayChange) {
    columns.push({
      key: "actions",
      label: t("organisationMembers.actions"),
      cell: (member) =>
        isAtLeast(own, member.role) ? (
          <MemberForms organisation={organisation} member={member} self={member.id === self} />
        ) : (
          "—"
        ),
    });
  }
  return (
    <Card
      title={t("organisationMembers.title")}
      lead={own === "owner" && t("organisationMembers.lead")}
    >
      <DataTable
        caption={t("organisationMembers.caption", { name })}
        columns={columns}
        rows={members}
      />
    </Card>
  );
}

type MemberFormsProps = { organisation: OrganisationView; member: MemberView; self: boolean };

/** The form for another role, and the button that removes. Members leave on the settings page. */
function MemberForms({ organisation: { slug, role: own }, member, self }: MemberFormsProps) {
  const t = useTexts("organisationMembers", "memberRoles");
  const action = `/api/organisations/${slug}/members/${member.id}`;
  const { name } = member;
  const options = MEMBER_ROLES.filter((role) => isAtLeast(own, role)).map((role) => ({
    value: role,
    label: t(`memberRoles.${role}`),
  }));
  return (
    <div className={styles.forms}>
      <Form action={action} method="patch" layout="bare">
        <div className={styles.row}>
          <SelectField
            label={t("organisationMembers.roleOf", { name })}
            labelHidden
            name="role"
            options={options}
            defaultValue={member.role}
          />
          <SubmitButton variant="secondary" pendingLabel={t("organisationMembers.saving")}>
            {t("organisationMembers.changeRole")}
          </SubmitButton>
        </div>
      </Form>
      {!self && (
        <Form
          action={action}
          method="delete"
          layout="bare"
          label={t("organisationMembers.removeNamed", { name })}
        >
          <SubmitButton variant="secondary">{t("organisationMembers.remove")}</SubmitButton>
        </Form>
      )}
    </div>
  );
}
