import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { AccountInvitationView } from "@/lib/features/invitations/invitations";

type InvitationTableProps = {
  invitations: AccountInvitationView[];
  mayRevoke: boolean;
};

/** Invitations to make an account that wait, with a button that revokes each. */
export function InvitationTable({ invitations, mayRevoke }: InvitationTableProps) {
  const t = useTexts("people");
  if (invitations.length === 0) {
    return <EmptyState title={t("people.none")}>{t("people.noneText")}</EmptyState>;
  }
  const columns: Column<AccountInvitationView>[] = [
    {
      key: "email",
      label: t("people.address"),
      cell: ({ email, expired }) => (
        <>
          <div>{email}</div>
          {expired && <Badge>{t("people.expired")}</Badge>}
        </>
      ),
    },
    {
      key: "by",
      label: t("people.invitedBy"),
      cell: ({ invitedBy }) => (invitedBy ? <Typed>{invitedBy}</Typed> : t("people.operator")),
    },
    {
      key: "until",
      label: t("people.until"),
      cell: ({ expiresAt }) => <Time iso={expiresAt} form="day" />,
    },
  ];
  const acts: Column<AccountInvitationView> = {
    key: "act",
    label: t("people.action"),
    align: "end",
    cell: ({ id, email }) => (
      <Form action={`/api/admin/invitations/${id}`} method="delete" layout="bare">
        <SubmitButton variant="secondary">
          {t("people.revoke")}
          <VisuallyHidden>: {email}</VisuallyHidden>
        </SubmitButton>
      </Form>
    ),
  };
  return (
    <Card>
      <DataTable
        caption={t("people.invitations")}
        columns={mayRevoke ? [...columns, acts] : columns}
        rows={invitations}
      />
    </Card>
  );
}
