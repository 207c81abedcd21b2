import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Time } from "@/components/ui/Time";
import type { CurrentUser } from "@/lib/web/session/types";

/** Who the reader is, as the server knows them. */
export function ProfileCard({ user }: { user: CurrentUser }) {
  return (
    <Card title="Profile">
      <FactList
        facts={[
          { label: "Name", value: user.name },
          {
            label: "E-mail",
            value: (
              <>
                {user.email}
                {user.emailVerified ? (
                  <Badge tone="accent">Verified</Badge>
                ) : (
                  <Badge tone="warning">Not verified</Badge>
                )}
              </>
            ),
          },
          { label: "Role", value: user.role === "admin" ? "Administrator" : "User" },
          { label: "Member since", value: <Time iso={user.createdAt} /> },
        ]}
      />
    </Card>
  );
}
