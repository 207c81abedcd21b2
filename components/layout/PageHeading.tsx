import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import styles from "./PageHeading.module.css";

type PageHeadingProps = {
  /** The list that the page is below. */
  above?: { href: string; label: string } | undefined;
  children: ReactNode;
};

/**
 * The h1 of a page inside SiteLayout, and the way back to its list. It may be a name alone, which keeps the
 * direction of its own script.
 */
export function PageHeading({ above, children }: PageHeadingProps) {
  return (
    <div className={styles.heading}>
      {above && (
        <p>
          <Link className={styles.above} href={above.href} prefetch={false}>
            <Icon name="back" size={16} />
            {above.label}
          </Link>
        </p>
      )}
      <h1>
        <bdi>{children}</bdi>
      </h1>
    </div>
  );
}
