import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import type { InvitationView } from "@/lib/features/organisations/invitations";
import styles from "./MemberTable.module.css";

type InvitationTableProps = { slug: string; invitations: InvitationView[] };

/** The invitations that wait, each with its buttons. */
export function InvitationTable({ slug, invitations }: InvitationTableProps) {
  const t = useTexts("organisationInvitations", "memberRoles");
  if (invitations.length === 0) {
    return (
      <EmptyState title={t("organisationInvitations.none")}>
        {t("organisationInvitations.noneText")}
      </EmptyState>
    );
  }
  const columns: Column<InvitationView>[] = [
    {
      key: "email",
      label: t("organisationInvitations.email"),
      cell: ({ email }) => <span className={styles.name}>{email}</span>,
    },
    {
      key: "role",
      label: t("organisationInvitations.role"),
      cell: ({ role }) => <Badge>{t(`memberRoles.${role}`)}</Badge>,
    },
    {
      key: "until",
      label: t("organisationInvitations.until"),
      cell: ({ expired, expiresAt }) =>
        expired ? (
          <Badge tone="warning">{t("organisationInvitations.expired")}</Badge>
        ) : (
          <Time iso={expiresAt} form="day" />
        ),
    },
    {
      key: "actions",
      label: t("organisationInvitations.actions"),
      cell: ({ id, email }) => {
        const action = `/api/organisations/${slug}/invitations/${id}`;
        return (
          <div className={styles.pair}>
            <Form
              action={action}
              layout="bare"
              label={t("organisationInvitations.againTo", { email })}
            >
              <SubmitButton variant="secondary">{t("organisationInvitations.again")}</SubmitButton>
            </Form>
            <Form
              action={action}
              method="delete"
              layout="bare"
              label={t("organisationInvitations.withdrawFrom", { email })}
            >
              <SubmitButton variant="secondary">
                {t("organisationInvitations.withdraw")}
              </SubmitButton>
            </Form>
          </div>
        );
      },
    },
  ];
  return (
    <Card title={t("organisationInvitations.waiting")}>
      <DataTable
        caption={t("organisationInvitations.caption")}
        columns={columns}
        rows={invitations}
      />
    </Card>
  );
}
