import type { ReactNode } from "react";
import styles from "./UserFilterForm.module.css";

/** What administrators can do besides looking at the list. */
export function UserActsRow({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
