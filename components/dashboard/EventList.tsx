import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/EmptyState";
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
};

/** What lately happened to the reader's account, newest first. */
export function EventList({ events }: EventListProps) {
  return (
    <Card
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
    </Card>
  );
}
