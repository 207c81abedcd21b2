import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { Time } from "@/components/ui/Time";
import styles from "./ProfileCard.module.css";

type ProfileCardProps = {
  user: {
    name: string;
    email: string;
    emailVerified: boolean;
    role: string;
    createdAt: string;
  };
};

/** Who the reader is, as the server knows them. */
export function ProfileCard({ user }: ProfileCardProps) {
  return (
    <Card title="Profile">
      <dl className={styles.facts}>
        <div>
          <dt>Name</dt>
          <dd>{user.name}</dd>
        </div>
        <div>
          <dt>E-mail</dt>
          <dd>
            {user.email}
            {user.emailVerified ? (
              <Badge tone="accent">Verified</Badge>
            ) : (
              <Badge tone="warning">Not verified</Badge>
            )}
          </dd>
        </div>
        <div>
          <dt>Role</dt>
          <dd className={styles.role}>{user.role}</dd>
        </div>
        <div>
          <dt>Member since</dt>
          <dd>
            <Time iso={user.createdAt} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}
