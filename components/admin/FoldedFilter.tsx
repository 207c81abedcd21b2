import type { ReactNode } from "react";
import styles from "./FoldedFilter.module.css";

type FoldedFilterProps = {
  summary: string;
  /** Whether it is open on a phone, too. */
  open?: boolean;
  children: ReactNode;
};

/** The fields of a filter, collapsed on a phone: they fill more than a screen before the first row. */
export function FoldedFilter({ summary, open, children }: FoldedFilterProps) {
  return (
    <details className={styles.filter} open={open}>
      <summary className={styles.summary}>{summary}</summary>
      {children}
    </details>
  );
}
