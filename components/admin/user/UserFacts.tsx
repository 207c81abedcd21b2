import { UserStatus } from "@/components/admin/UserStatus";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Time } from "@/components/ui/Time";
import type { UserView } from "@/lib/features/admin/user-list";
import { isOn } from "@/lib/platform/config/features";

type UserFactsProps = {
  user: UserView & {
    sessions: number;
    apiTokens: number;
  };
};

/** What an administrator sees of one account. */
export function UserFacts({ user }: UserFactsProps) {
  const t = useTexts("account", "userFilter", "roles");
  return (
    <Card title={t("account.title")}>
      <FactList
        facts={[
          { label: t("account.email"), value: user.email },
          {
            label: t("account.role"),
            value: t(`roles.${user.role}`),
          },
          { label: t("account.status"), value: <UserStatus user={user} /> },
          { label: t("account.memberSince"), value: <Time iso={user.createdAt} form="day" /> },
          { label: t("account.sessions"), value: user.sessions },
          ...(isOn(["apiTokens"]) ? [{ label: t("account.tokens"), value: user.apiTokens }] : []),
          {
            label: t("userFilter.lastSignIn"),
            value: user.lastSignInAt ? (
              <Time iso={user.lastSignInAt} form="day" />
            ) : (
              t("userFilter.never")
            ),
          },
          {
            label: t("account.factor"),
            value: user.secondFactorSince ? (
              <Time iso={user.secondFactorSince} form="day" />
            ) : (
              <Badge>{t("account.factorNone")}</Badge>
            ),
          },
        ]}
      />
    </Card>
  );
}
