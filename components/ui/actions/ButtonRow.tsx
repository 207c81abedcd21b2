import type { ReactNode } from "react";
import styles from "./ButtonRow.module.css";

/** The buttons that end a form or a question, side by side: what it is for first, then the way out. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
