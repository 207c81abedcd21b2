import { useId } from "react";
import styles from "./Field.module.css";
import { FieldFrame } from "./FieldFrame";

type SelectFieldProps = {
  label: string;
  name: string;
  options: { value: string; label: string }[];
  defaultValue?: string | undefined;
};

/** A labelled choice of one among several. */
export function SelectField({ label, name, options, defaultValue }: SelectFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} error={undefined}>
      <select id={id} name={name} className={styles.input} defaultValue={defaultValue}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
