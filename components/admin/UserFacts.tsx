import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Time } from "@/components/ui/Time";
import type { UserView } from "@/lib/features/admin/user-list";
import { UserStatus } from "./UserStatus";

type UserFactsProps = { user: UserView & { sessions: number; hasPassword: boolean } };

/** What an administrator sees of one account. */
export function UserFacts({ user }: UserFactsProps) {
  return (
    <Card title="Account">
      <FactList
        facts={[
          { label: "E-mail", value: user.email },
          { label: "Role", value: user.role === "admin" ? "Administrator" : "User" },
          { label: "Status", value: <UserStatus user={user} /> },
          { label: "Member since", value: <Time iso={user.createdAt} /> },
          { label: "Active sessions", value: user.sessions },
          { label: "Password", value: user.hasPassword ? "Set" : <Badge>None</Badge> },
        ]}
      />
    </Card>
  );
}
