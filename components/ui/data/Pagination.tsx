import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./Pagination.module.css";

type PaginationProps = {
  previousHref: string | null;
  /** The label of the previous page, such as "Newest". */
  previousLabel: string;
  nextHref: string | null;
  nextLabel: string;
  /** The reader's position, such as "21–40 of 312 users". */
  label: string;
};

/** Plain links to the neighbouring pages; a missing neighbour has no link. */
export function Pagination({
  previousHref,
  previousLabel,
  nextHref,
  nextLabel,
  label,
}: PaginationProps) {
  const t = useTexts("list");
  return (
    <nav className={styles.pagination} aria-label={t("list.pages")}>
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
