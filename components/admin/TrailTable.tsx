import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/Card";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import type { TrailEntry } from "@/lib/features/audit/trail";
import styles from "./TrailTable.module.css";

/** Who somebody is: linked while the account is there, a pseudonym once it is gone. */
function PersonLink({ person }: { person: TrailEntry["by"] }) {
  if (!person) return <span className={styles.nobody}>unknown</span>;
  if (!person.email) return <span className={styles.nobody}>{person.id}</span>;
  return (
    <Link href={`/admin/users/${person.id}`} prefetch={false}>
      {person.email}
    </Link>
  );
}

const columns: Column<TrailEntry>[] = [
  {
    key: "event",
    label: "Event",
    cell: ({ label, type }) => (
      <>
        <div className={styles.label}>{label}</div>
        <code className={styles.type}>{type}</code>
      </>
    ),
  },
  {
    key: "account",
    label: "Account",
    cell: ({ account, by }) => (
      <>
        <PersonLink person={account} />
        {by?.id !== account?.id && (
          <div className={styles.by}>
            by <PersonLink person={by} />
          </div>
        )}
      </>
    ),
  },
  { key: "address", label: "IP address", cell: ({ address }) => address ?? "—" },
  { key: "time", label: "Time", align: "end", cell: ({ createdAt }) => <Time iso={createdAt} /> },
];

type TrailTableProps = { title?: string; events: TrailEntry[]; aside?: ReactNode };

/** A stretch of the audit trail. */
export function TrailTable({ title, events, aside }: TrailTableProps) {
  if (events.length === 0) {
    return <EmptyState title="No events">Nothing that fits was written down.</EmptyState>;
  }
  return (
    <Card title={title} aside={aside}>
      <DataTable caption="Security events" columns={columns} rows={events} />
    </Card>
  );
}
