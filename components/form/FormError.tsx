import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import styles from "./FormError.module.css";

/** Why the last submit failed, at the top of a form. Nothing when there is nothing to say. */
export function FormError({ children }: { children?: ReactNode }) {
  if (!children) return null;
  return (
    <div className={styles.error} role="alert">
      <Icon name="alert" />
      <div className={styles.body}>{children}</div>
    </div>
  );
}
