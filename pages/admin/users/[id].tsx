import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { TrailTable } from "@/components/admin/TrailTable";
import { UserActions } from "@/components/admin/UserActions";
import { UserFacts } from "@/components/admin/UserFacts";
import { FormError } from "@/components/form/FormError";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import { userDetails } from "@/lib/features/admin/user-actions";
import { auditTrail, trailQuery } from "@/lib/features/audit/trail";
import { may } from "@/lib/platform/config/roles";
import { idParams } from "@/lib/platform/http/route-params";
import { page } from "@/lib/web/guard/page";

const EVENTS_SHOWN = 10;

export const getServerSideProps = page(
  {
    access: { permission: "users.read" },
    params: idParams,
    texts: ["admin", "account", "accountActions", "accountStatus", "roles", "roleTexts", "trail"],
  },
  async ({ user, params: { id }, flash }) => {
    const [account, trail] = await Promise.all([
      userDetails(id),
      auditTrail(trailQuery.parse({ account: id }), EVENTS_SHOWN),
    ]);
    return {
      props: {
        account,
        events: trail.events,
        mayChange: may(user.role, "users.change"),
        mayReadAll: may(user.role, "events.read"),
        notice: flash?.notice ?? null,
        message: flash?.message ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function AdminUser({
  viewer,
  account,
  events,
  mayChange,
  mayReadAll,
  notice,
  message,
}: Props) {
  const t = useTexts("account");
  return (
    <AdminLayout viewer={viewer} title={account.name} active="/admin">
      <FormError>{message}</FormError>
      {notice && <Notice tone="success">{notice}</Notice>}
      <UserFacts user={account} />
      {mayChange && <UserActions user={account} />}
      <TrailTable
        title={t("account.recentEvents")}
        none={t("account.noEvents")}
        events={events}
        aside={
          mayReadAll && (
            <LinkButton href={`/admin/events?account=${account.id}`} variant="secondary">
              {t("account.allEvents")}
            </LinkButton>
          )
        }
      />
    </AdminLayout>
  );
}
