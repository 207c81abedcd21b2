import Link from "next/link";
import { brand } from "@/lib/platform/config/brand";
import styles from "./Brand.module.css";

/** The mark and the name of the product; together the link to the front page. */
export function Brand() {
  const { size, path, line } = brand.mark;
  return (
    <Link className={styles.brand} href="/" prefetch={false}>
      <svg aria-hidden="true" width="30" height="30" viewBox={`0 0 ${size} ${size}`}>
        <rect className={styles.tile} width={size} height={size} rx={size / 4} />
        <path
          className={line ? styles.drawn : styles.filled}
          strokeWidth={line}
          strokeLinecap="round"
          strokeLinejoin="round"
          d={path}
        />
      </svg>
      <span translate="no">{brand.name}</span>
    </Link>
  );
}
