import type { ReactNode } from "react";
import styles from "./Checkbox.module.css";

type CheckboxProps = {
  label: string;
  name: string;
  value?: string | undefined;
  defaultChecked?: boolean | undefined;
  hint?: ReactNode;
};

/** A checkbox whose whole line can be tapped. Unticked, it sends nothing. */
export function Checkbox({ label, name, value = "on", defaultChecked, hint }: CheckboxProps) {
  return (
    <label className={styles.row}>
      <input
        className={styles.box}
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={defaultChecked}
      />
      <span>
        {label}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </label>
  );
}
