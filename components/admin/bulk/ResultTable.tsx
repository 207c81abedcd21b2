import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { type Column, DataTable } from "@/components/ui/data/DataTable";
import { Typed } from "@/components/ui/Typed";
import type { UserView } from "@/lib/features/admin/user-list";
import type { Outcome } from "@/lib/features/bulk-acts/choice";
import { withList } from "@/lib/platform/http/lists/list-address";
import styles from "./Bulk.module.css";

export type ResultRow = Outcome & {
  /** Null where the account was deleted. */
  user: UserView | null;
  /** Why it was refused, in words. */
  reason: string | null;
};

const TONES = { done: "accent", unchanged: "neutral", refused: "danger" } as const;

/** The result for each account. @param list the query of the list they were chosen from */
export function ResultTable({ rows, list }: { rows: ResultRow[]; list: string }) {
  const t = useTexts("bulk");
  const columns: Column<ResultRow>[] = [
    {
      key: "user",
      label: t("bulk.account"),
      cell: ({ id, user }) =>
        user ? (
          <>
            <Link href={withList(`/admin/users/${id}`, list)} prefetch={false}>
              <Typed>{user.name}</Typed>
            </Link>
            <div className={styles.faint}>{user.email}</div>
          </>
        ) : (
          t("bulk.gone")
        ),
    },
    {
      key: "outcome",
      label: t("bulk.outcome"),
      cell: ({ outcome, reason }) => (
        <>
          <Badge tone={TONES[outcome]}>{t(`bulk.${outcome}`)}</Badge>
          {outcome === "unchanged" && <div>{t("bulk.unchangedText")}</div>}
          {reason && <div>{reason}</div>}
        </>
      ),
    },
  ];
  return <DataTable caption={t("bulk.resultTitle")} columns={columns} rows={rows} />;
}
