import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import styles from "./UserOrder.module.css";

/** In the order of the links. */
const ORDERS = {
  newest: "users.newest",
  oldest: "users.oldest",
  name: "users.name",
  email: "users.email",
  lastSignIn: "userFilter.byLastSignIn",
} as const;

type Order = keyof typeof ORDERS;

type UserOrderProps = {
  /** Search results and some filters come in an order of their own. */
  led: boolean;
  sort: Order;
  /** The address of the page in another order. */
  href(sort: string): string;
  /** Null where there are more than `limit`. */
  total: number | null;
  filtered: boolean;
  limit: number;
};

/** How many users there are, and the orders in which they can be listed. */
export function UserOrder({ led, sort, href, total, filtered, limit }: UserOrderProps) {
  const t = useTexts("users", "userFilter");
  return (
    <div className={styles.row}>
      <p>
        {filtered
          ? t("users.filtered")
          : total === null
            ? t("users.totalMore", { count: limit })
            : t("users.total", { count: total })}
      </p>
      {!led && (
        <nav aria-label={t("users.order")}>
          <ul className={styles.links}>
            {(Object.keys(ORDERS) as Order[]).map((order) => (
              <li key={order}>
                <Link
                  className={styles.link}
                  href={href(order)}
                  prefetch={false}
                  aria-current={order === sort ? "true" : undefined}
                >
                  {t(ORDERS[order])}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}
