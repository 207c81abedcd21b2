import { Badge } from "@/components/ui/Badge";
import type { UserView } from "@/lib/features/admin/user-list";
import styles from "./UserStatus.module.css";

/** Whether an account can be used, in words. */
export function UserStatus({ user }: { user: UserView }) {
  return (
    <div className={styles.badges}>
      {user.disabled && <Badge tone="danger">Disabled</Badge>}
      {user.emailVerified ? <Badge>Verified</Badge> : <Badge tone="warning">Not verified</Badge>}
    </div>
  );
}
