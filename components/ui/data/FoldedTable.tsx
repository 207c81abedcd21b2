import type { ReactNode } from "react";
import styles from "./FoldedTable.module.css";

type FoldedTableProps = {
  summary: string;
  /** The id of the summary, for a chart that it labels. */
  id?: string;
  columns: string[];
  rows: { key: string; name: ReactNode; values: number[] }[];
};

/** The numbers of a chart as a collapsed table. */
export function FoldedTable({ summary, id, columns, rows }: FoldedTableProps) {
  return (
    <details className={styles.details}>
      <summary id={id}>{summary}</summary>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, values }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {values.map((value, n) => (
                <td key={columns[n + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
