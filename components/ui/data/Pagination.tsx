import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./Pagination.module.css";

type PaginationProps = {
  previousHref: string | null;
  previousLabel?: string | undefined;
  nextHref: string | null;
  nextLabel?: string | undefined;
  /** Where the reader stands, such as "21–40 of 312 users". */
  label: string;
};

/** Plain links to the neighbouring pages; a neighbour that is not there has no link. */
export function Pagination({
  previousHref,
  previousLabel = "Previous",
  nextHref,
  nextLabel = "Next",
  label,
}: PaginationProps) {
  return (
    <nav className={styles.pagination} aria-label="Pages">
      <p className={styles.label}>{label}</p>
      <div className={styles.links}>
        {previousHref && (
          <LinkButton href={previousHref} rel="prev" variant="secondary">
            {previousLabel}
          </LinkButton>
        )}
        {nextHref && (
          <LinkButton href={nextHref} rel="next" variant="secondary">
            {nextLabel}
          </LinkButton>
        )}
      </div>
    </nav>
  );
}
