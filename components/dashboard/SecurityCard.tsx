import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Time } from "@/components/ui/Time";
import type { Glance } from "@/lib/features/security-glance/glance";
import type { CurrentUser } from "@/lib/web/session/types";
import { SecurityGlance } from "./SecurityGlance";

type SecurityCardProps = {
  user: CurrentUser;
  /** ISO 8601; null where the account has no password. */
  passwordSetAt: string | null;
  /** How many sessions are open, this one included. */
  sessions: number;
  glance: Glance;
};

/** How well the reader's account is protected, and links to improve it. */
export function SecurityCard({ user, passwordSetAt, sessions, glance }: SecurityCardProps) {
  const t = useTexts("security");
  return (
    <Card
      title={t("security.title")}
      lead={t.nodes("security.lead", {
        email: <strong>{user.email}</strong>,
        since: <Time iso={user.createdAt} form="day" />,
      })}
    >
      <SecurityGlance {...glance} />
      <FactList
        facts={[
          {
            label: t("security.email"),
            value: user.emailVerified ? (
              <Badge tone="accent">{t("security.confirmed")}</Badge>
            ) : (
              <Badge tone="warning">{t("security.notConfirmed")}</Badge>
            ),
          },
          {
            label: t("security.password"),
            value: (
              <Link href="/settings/password" prefetch={false}>
                {passwordSetAt
                  ? t.nodes("security.passwordSet", {
                      time: <Time iso={passwordSetAt} form="ago" />,
                    })
                  : t("security.noPassword")}
              </Link>
            ),
          },
          {
            label: t("security.factor"),
            value: (
              <Link href="/settings/security" prefetch={false}>
                {user.secondFactorSince
                  ? t.nodes("security.factorSince", {
                      time: <Time iso={user.secondFactorSince} form="ago" />,
                    })
                  : t("security.noFactor")}
              </Link>
            ),
          },
          {
            label: t("security.devices"),
            value: (
              <Link href="/settings/sessions" prefetch={false}>
                {t("security.signedIn", { count: sessions })}
              </Link>
            ),
          },
        ]}
      />
    </Card>
  );
}
