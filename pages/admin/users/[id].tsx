import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { TrailTable } from "@/components/admin/TrailTable";
import { SignInWays } from "@/components/admin/user/SignInWays";
import { UserActions } from "@/components/admin/user/UserActions";
import { UserFacts } from "@/components/admin/user/UserFacts";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { userDetails } from "@/lib/features/admin/user-actions";
import { listBehind } from "@/lib/features/admin/user-list";
import { auditTrail, trailQuery } from "@/lib/features/audit/trail";
import { signsInWith } from "@/lib/features/sign-in-methods/sign-in-methods";
import { may } from "@/lib/platform/config/roles";
import { idParams } from "@/lib/platform/http/route-params";
import { page } from "@/lib/web/guard/page";
import { nameOfProvider } from "@/lib/web/providers/list";

const EVENTS_SHOWN = 10;

export const getServerSideProps = page(
  {
    access: { permission: "users.read" },
    params: idParams,
    texts: [
      "admin",
      "account",
      "accountActions",
      "accountStatus",
      "userFilter",
      "signInWays",
      "impersonation",
      "userActs",
      "roles",
      "roleTexts",
      "trail",
      "trailOrganisation",
    ],
  },
  async ({ user, params: { id }, query, flash }) => {
    const [account, ways, trail] = await Promise.all([
      userDetails(id),
      signsInWith(id, nameOfProvider),
      auditTrail(trailQuery.parse({ account: id }), EVENTS_SHOWN),
    ]);
    return {
      props: {
        account,
        ways,
        self: id === user.id,
        list: listBehind(query),
        events: trail.events,
        mayChange: may(user.role, "users.change"),
        mayReadAll: may(user.role, "events.read"),
        last: {
          act: flash?.form?.split("#")[1] ?? null,
          notice: flash?.notice ?? null,
          message: flash?.message ?? null,
          was: flash?.values?.was ?? null,
        },
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function AdminUser(props: Props) {
  const { viewer, account, ways, self, list, events, mayChange, mayReadAll, last } = props;
  const t = useTexts("account");
  return (
    <AdminLayout viewer={viewer} title={account.name} active="/admin" list={list}>
      <UserFacts user={account} />
      <SignInWays ways={ways} />
      {mayChange && <UserActions user={account} self={self} list={list} last={last} />}
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
