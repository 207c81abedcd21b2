import Link from "next/link";
import type { ReactNode } from "react";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import type { TrailEntry } from "@/lib/features/audit/trail";
import styles from "./TrailTable.module.css";

/** A person: a link while the account exists, a pseudonym after it was deleted. */
function PersonLink({ person }: { person: TrailEntry["by"] }) {
  const t = useTexts("trail");
  if (!person) return <span className={styles.nobody}>{t("trail.unknown")}</span>;
  if (!person.email) return <span className={styles.nobody}>{person.id}</span>;
  return (
    <Link href={`/admin/users/${person.id}`} prefetch={false}>
      {person.email}
    </Link>
  );
}

type TrailTableProps = {
  title: string;
  events: TrailEntry[];
  /** The text without events. */
  none: string;
  aside?: ReactNode;
};

/** A part of the audit trail. */
export function TrailTable({ title, events, none, aside }: TrailTableProps) {
  const t = useTexts("trail", "trailOrganisation");
  if (events.length === 0) return <EmptyState title={t("trail.none")}>{none}</EmptyState>;
  const columns: Column<TrailEntry>[] = [
    {
      key: "event",
      label: t("trail.event"),
      cell: ({ label, type, reason }) => (
        <>
          <div className={styles.label}>{label}</div> <code className={styles.type}>{type}</code>
          {reason && <div className={styles.by}>{t("trail.reason", { reason })}</div>}
        </>
      ),
    },
    {
      key: "account",
      label: t("trail.account"),
      cell: ({ account, by, token, organisation, impersonation }) => (
        <>
          <PersonLink person={account} />
          {by?.id !== account?.id && (
            <div className={styles.by}>
              {t.nodes("trail.byPerson", { person: <PersonLink person={by} /> })}
            </div>
          )}
          {token && <div className={styles.by}>{t("trail.token", { id: token })}</div>}
          {organisation && (
            <div className={styles.by}>
              {t("trailOrganisation.of", { name: organisation.slug ?? organisation.id })}
            </div>
          )}
          {impersonation && (
            <div className={styles.by}>{t("trail.impersonation", { id: impersonation })}</div>
          )}
        </>
      ),
    },
    {
      key: "ipAddress",
      label: t("trail.ipAddress"),
      cell: ({ ipAddress }) => (
        <span className={ipAddress?.includes(":") ? styles.broken : styles.whole}>
          {ipAddress ?? "—"}
        </span>
      ),
    },
    {
      key: "time",
      label: t("trail.time"),
      align: "end",
      cell: ({ createdAt }) => <Time iso={createdAt} />,
    },
  ];
  return (
    <Card title={title} aside={aside}>
      <DataTable caption={t("trail.caption")} columns={columns} rows={events} />
    </Card>
  );
}
