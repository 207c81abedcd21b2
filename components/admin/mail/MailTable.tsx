import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { UndeliveredMailView } from "@/lib/features/admin/undelivered-mail";

/** Mail that was not delivered: to whom, why, and the button that has it sent again. */
export function MailTable({ mails }: { mails: UndeliveredMailView[] }) {
  const t = useTexts("undelivered");
  if (mails.length === 0) {
    return <EmptyState title={t("undelivered.none")}>{t("undelivered.noneText")}</EmptyState>;
  }
  const subjectOf = ({ to, subject }: UndeliveredMailView) =>
    subject ?? t(to ? "undelivered.asked" : "undelivered.sealed");
  const columns: Column<UndeliveredMailView>[] = [
    {
      key: "mail",
      label: t("undelivered.mail"),
      cell: (mail) => (
        <>
          <div>{mail.to}</div>
          <div>{subjectOf(mail)}</div>
        </>
      ),
    },
    {
      key: "state",
      label: t("undelivered.state"),
      cell: ({ state, reason, linkEnded, attempts }) => (
        <>
          <Badge tone={state === "failed" ? "danger" : "neutral"}>
            {t(`undelivered.${state}`)}
          </Badge>
          <div>{linkEnded ? t("undelivered.linkEnded") : reason}</div>
          <div>{t("undelivered.attempts", { count: attempts })}</div>
        </>
      ),
    },
    {
      key: "created",
      label: t("undelivered.created"),
      cell: ({ createdAt }) => <Time iso={createdAt} />,
    },
    {
      key: "again",
      label: t("undelivered.action"),
      align: "end",
      cell: ({ id, to, linkEnded }) =>
        linkEnded ? null : (
          <Form action={`/api/admin/mail/${id}`} layout="bare">
            <SubmitButton variant="secondary">
              {t("undelivered.sendAgain")}
              {to && <VisuallyHidden>: {to}</VisuallyHidden>}
            </SubmitButton>
          </Form>
        ),
    },
  ];
  return (
    <Card>
      <DataTable caption={t("undelivered.caption")} columns={columns} rows={mails} />
    </Card>
  );
}
