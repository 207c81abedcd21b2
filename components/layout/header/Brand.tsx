import Link from "next/link";
import styles from "./Brand.module.css";

/** The mark, a key that reads as an L, and the name; together the way home. */
export function Brand() {
  return (
    <Link className={styles.brand} href="/" prefetch={false}>
      <svg aria-hidden="true" width="30" height="30" viewBox="0 0 32 32">
        <rect className={styles.tile} width="32" height="32" rx="8" />
        <g
          className={styles.key}
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <circle cx="12.5" cy="9.5" r="4" />
          <path d="M12.5 13.5V25h9.5M12.5 19.25h5" />
        </g>
      </svg>
      Latchkey
    </Link>
  );
}
