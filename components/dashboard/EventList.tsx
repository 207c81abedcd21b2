import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Pagination } from "@/components/ui/data/Pagination";
import { Time } from "@/components/ui/Time";
import styles from "./EventList.module.css";

type EventListProps = {
  events: {
    id: string;
    label: string;
    ipAddress: string | null;
    byAdministrator: boolean;
    type: string;
    tokenId: string | null;
    reason: string | null;
    createdAt: string;
  }[];
  /** Null on the first page. */
  newestHref: string | null;
  /** Null on the last page. */
  olderHref: string | null;
};

/** What happened to the reader's account, newest first. */
export function EventList({ events, newestHref, olderHref }: EventListProps) {
  const t = useTexts("ownEvents", "list");
  const links = {
    signOut: <a href="#sessions">{t("ownEvents.signOut")}</a>,
    changePassword: <Link href="/settings/password">{t("ownEvents.changePassword")}</Link>,
  };
  return (
    <Card id="events" title={t("ownEvents.title")} lead={t.nodes("ownEvents.lead", links)}>
      {events.length === 0 ? (
        <EmptyState title={t("ownEvents.none")}>{t("ownEvents.noneText")}</EmptyState>
      ) : (
        <ol className={styles.list}>
          {events.map(
            ({ id, type, label, reason, ipAddress, byAdministrator, tokenId, createdAt }) => (
              <li className={styles.event} key={id}>
                <div className={styles.label}>
                  <p>{label}</p>
                  {reason && <p className={styles.reason}>{t("ownEvents.reason", { reason })}</p>}
                </div>
                <p className={styles.facts}>
                  {byAdministrator && (
                    <span className={styles.place}>{t("ownEvents.byAdministrator")}</span>
                  )}
                  {tokenId && !type.startsWith("authn_token_") && (
                    <span className={styles.place}>{t("ownEvents.byToken")}</span>
                  )}
                  {ipAddress && <span className={styles.place}>{ipAddress}</span>}{" "}
                  <Time iso={createdAt} form="ago" />
                </p>
              </li>
            ),
          )}
        </ol>
      )}
      {(newestHref || olderHref) && (
        <Pagination
          label={newestHref ? t("list.olderEvents") : t("list.newestEvents")}
          previousHref={newestHref}
          previousLabel={t("list.newest")}
          nextHref={olderHref}
          nextLabel={t("list.older")}
        />
      )}
    </Card>
  );
}
