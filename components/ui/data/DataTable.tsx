import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./DataTable.module.css";

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** "end" for figures. */
  align?: "start" | "end" | undefined;
};

type DataTableProps<Row> = {
  /** Names the table for assistive technology. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
};

/**
 * A table where there is room for columns; where there is not, each row becomes a
 * block of label and value. The labels are real text, because browsers drop the
 * table's own header relations once its rows are no longer laid out as a table.
 */
export function DataTable<Row extends { id: string }>({
  caption,
  columns,
  rows,
}: DataTableProps<Row>) {
  return (
    <div className={styles.container}>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {columns.map(({ key, label, align }) => (
              <th key={key} scope="col" className={classNames(align === "end" && styles.end)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ key, label, cell, align }) => (
                <td key={key} className={classNames(align === "end" && styles.end)}>
                  <span className={styles.label}>{label}</span>
                  <div className={styles.value}>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
