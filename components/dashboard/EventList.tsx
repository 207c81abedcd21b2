import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Pagination } from "@/components/ui/data/Pagination";
import { Time } from "@/components/ui/Time";
import styles from "./EventList.module.css";

type EventListProps = {
  events: {
    id: string;
    label: string;
    address: string | null;
    byAdministrator: boolean;
    createdAt: string;
  }[];
  /** Null on the first page. */
  newestHref: string | null;
  /** Null on the last page. */
  olderHref: string | null;
};

/** What happened to the reader's account, newest first. */
export function EventList({ events, newestHref, olderHref }: EventListProps) {
  return (
    <Card
      id="events"
      title="Recent security events"
      lead="Something here that was not you? Sign out everywhere else."
    >
      {events.length === 0 ? (
        <EmptyState title="Nothing yet">
          Sign-ins, sign-outs and changes to your account will be listed here.
        </EmptyState>
      ) : (
        <ol className={styles.list}>
          {events.map(({ id, label, address, byAdministrator, createdAt }) => (
            <li className={styles.event} key={id}>
              <p className={styles.label}>{label}</p>
              <p className={styles.facts}>
                {byAdministrator && <span className={styles.address}>by an administrator</span>}
                {address && <span className={styles.address}>{address}</span>}
                <Time iso={createdAt} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {(newestHref || olderHref) && (
        <Pagination
          label={newestHref ? "Older events" : "Newest events"}
          previousHref={newestHref}
          previousLabel="Newest"
          nextHref={olderHref}
          nextLabel="Older"
        />
      )}
    </Card>
  );
}
