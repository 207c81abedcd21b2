import type { ReactNode } from "react";
import styles from "./UserFilterForm.module.css";

/** What administrators do beside looking at the list. */
export function UserActsRow({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
