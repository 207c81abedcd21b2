import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { MailTable } from "@/components/admin/mail/MailTable";
import { FormError } from "@/components/form/FormError";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { undelivered } from "@/lib/features/admin/undelivered-mail";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: { permission: "mail.manage" }, texts: ["admin", "undelivered"] },
  async ({ flash }) => ({
    props: {
      ...(await undelivered()),
      notice: flash?.notice ?? null,
      message: flash?.message ?? null,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function AdminMail({ viewer, notice, message, queued, failed, mails }: Props) {
  const t = useTexts("admin", "undelivered");
  return (
    <AdminLayout viewer={viewer} title={t("admin.mail")} active="/admin/mail">
      {notice && <Notice tone="success">{notice}</Notice>}
      <FormError>{message}</FormError>
      <p>{t("undelivered.counts", { queued, failed })}</p>
      <MailTable mails={mails} />
    </AdminLayout>
  );
}
