import type { ReactNode } from "react";
import styles from "./PageHeading.module.css";

type PageHeadingProps = {
  children: ReactNode;
  /** One sentence on what the page is for. */
  lead?: ReactNode;
};

/** The h1 of a page inside SiteLayout. */
export function PageHeading({ children, lead }: PageHeadingProps) {
  return (
    <div className={styles.heading}>
      <h1>{children}</h1>
      {lead && <p className={styles.lead}>{lead}</p>}
    </div>
  );
}
