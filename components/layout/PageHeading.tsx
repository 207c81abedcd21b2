import type { ReactNode } from "react";
import styles from "./PageHeading.module.css";

/** The h1 of a page inside SiteLayout. */
export function PageHeading({ children }: { children: ReactNode }) {
  return (
    <div className={styles.heading}>
      <h1>{children}</h1>
    </div>
  );
}
