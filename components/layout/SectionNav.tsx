import Link from "next/link";
import styles from "./SectionNav.module.css";

type SectionNavProps = {
  label: string;
  pages: readonly { href: string; label: string }[];
  /** The `href` of the current page, or of the one above it. */
  active: string;
};

/** The pages of one section of the app, side by side. */
export function SectionNav({ label, pages, active }: SectionNavProps) {
  return (
    <nav aria-label={label}>
      <ul className={styles.list}>
        {pages.map(({ href, label }) => (
          <li key={href}>
            <Link
              className={styles.link}
              href={href}
              prefetch={false}
              aria-current={href === active ? "page" : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
