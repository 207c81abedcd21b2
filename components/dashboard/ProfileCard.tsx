import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Time } from "@/components/ui/Time";
import type { CurrentUser } from "@/lib/web/session/types";

/** Who the reader is, as the server knows them. */
export function ProfileCard({ user }: { user: CurrentUser }) {
  const t = useTexts("profile", "roles");
  return (
    <Card title={t("profile.title")}>
      <FactList
        facts={[
          { label: t("profile.name"), value: user.name },
          {
            label: t("profile.email"),
            value: (
              <>
                {user.email}{" "}
                {user.emailVerified ? (
                  <Badge tone="accent">{t("profile.confirmed")}</Badge>
                ) : (
                  <Badge tone="warning">{t("profile.notConfirmed")}</Badge>
                )}
              </>
            ),
          },
          {
            label: t("profile.role"),
            value: t(`roles.${user.role}`),
          },
          { label: t("profile.memberSince"), value: <Time iso={user.createdAt} form="day" /> },
        ]}
      />
    </Card>
  );
}
