import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import styles from "./UserOrder.module.css";

/** In the order of the links. */
const ORDERS = ["newest", "oldest", "name", "email"] as const;

type UserOrderProps = {
  /** What a search found comes in the order of the alphabet. */
  searching: boolean;
  sort: (typeof ORDERS)[number];
  /** The address of the page in another order. */
  href(sort: string): string;
  /** Null where there are more than `limit`. */
  total: number | null;
  filtered: boolean;
  limit: number;
};

/** How many users there are, and the orders they can be had in. */
export function UserOrder({ searching, sort, href, total, filtered, limit }: UserOrderProps) {
  const t = useTexts("users");
  return (
    <div className={styles.row}>
      <p>
        {filtered
          ? t("users.filtered")
          : total === null
            ? t("users.totalMore", { count: limit })
            : t("users.total", { count: total })}
      </p>
      {!searching && (
        <nav aria-label={t("users.order")}>
          <ul className={styles.links}>
            {ORDERS.map((order) => (
              <li key={order}>
                <Link
                  className={styles.link}
                  href={href(order)}
                  prefetch={false}
                  aria-current={order === sort ? "true" : undefined}
                >
                  {t(`users.${order}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}
