import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import type { UserView } from "@/lib/features/admin/user-list";
import styles from "./UserStatus.module.css";

/** Whether an account can be used, in words. */
export function UserStatus({ user }: { user: UserView }) {
  const t = useTexts("accountStatus");
  return (
    <div className={styles.badges}>
      {user.disabled && <Badge tone="danger">{t("accountStatus.disabled")}</Badge>}{" "}
      {user.emailVerified ? (
        <Badge>{t("accountStatus.confirmed")}</Badge>
      ) : (
        <Badge tone="warning">{t("accountStatus.notConfirmed")}</Badge>
      )}
    </div>
  );
}
