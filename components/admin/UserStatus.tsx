import { Badge } from "@/components/ui/Badge";
import styles from "./UserStatus.module.css";

/** Whether an account can be used, in words. */
export function UserStatus({ user }: { user: { emailVerified: boolean; disabled: boolean } }) {
  return (
    <div className={styles.badges}>
      {user.disabled && <Badge tone="danger">Disabled</Badge>}
      {user.emailVerified ? <Badge>Verified</Badge> : <Badge tone="warning">Not verified</Badge>}
    </div>
  );
}
