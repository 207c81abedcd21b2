import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { InvitationTable } from "@/components/admin/people/InvitationTable";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { Pagination } from "@/components/ui/data/Pagination";
import { Notice } from "@/components/ui/Notice";
import { invitationsQuery, pageOfInvitations } from "@/lib/features/invitations/invitations";
import { may } from "@/lib/platform/config/roles";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "users.read" },
    features: ["accountInvitations"],
    texts: ["admin", "people", "list"],
  },
  async ({ user, query, flash }) => {
    const asked = invitationsQuery.parse(query);
    return {
      props: {
        ...asked,
        ...(await pageOfInvitations(asked)),
        ...formState(flash, "POST /api/admin/invitations"),
        mayInvite: may(user.role, "users.change"),
        notice: flash?.notice ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** The invitations that nobody has accepted yet, and the form that sends one. */
export default function Invitations(props: Props) {
  const { viewer, invitations, after, next, mayInvite, notice, message, errors, values } = props;
  const t = useTexts("people", "list");
  return (
    <AdminLayout viewer={viewer} title={t("people.invitations")} active="/admin/invitations">
      {notice && <Notice tone="success">{notice}</Notice>}
      {mayInvite && (
        <Card title={t("people.invite")} lead={t("people.inviteLead")}>
          <Form action="/api/admin/invitations">
            <FormError errors={errors}>{message}</FormError>
            <EmailField defaultValue={notice ? "" : values.email} error={errors.email} />
            <SubmitButton>{t("people.send")}</SubmitButton>
          </Form>
        </Card>
      )}
      <InvitationTable invitations={invitations} mayRevoke={mayInvite} />
      {(after || next) && (
        <Pagination
          label={t("people.invitations")}
          previousHref={after && "/admin/invitations"}
          previousLabel={t("list.first")}
          nextHref={next && `/admin/invitations?after=${next}`}
          nextLabel={t("list.next")}
        />
      )}
    </AdminLayout>
  );
}
