import type { ReactNode } from "react";
import styles from "./Bulk.module.css";

/** The parts of a form below each other, including a table at the full width. */
export function BulkStack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
