import type { ReactNode } from "react";
import styles from "./FactList.module.css";

/** Short facts about one subject, each under its label, as many side by side as fit. */
export function FactList({ facts }: { facts: { label: string; value: ReactNode }[] }) {
  return (
    <div className={facts.length === 4 ? styles.byFour : undefined}>
      <dl className={styles.facts}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
