import type { ReactNode } from "react";
import styles from "./PageHeading.module.css";

/** The h1 of a page inside SiteLayout. It may be a name alone, which keeps the direction of its own script. */
export function PageHeading({ children }: { children: ReactNode }) {
  return (
    <div className={styles.heading}>
      <h1>
        <bdi>{children}</bdi>
      </h1>
    </div>
  );
}
