import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import styles from "./Field.module.css";

type FieldFrameProps = {
  id: string;
  label: string;
  hint?: ReactNode;
  error: string | undefined;
  children: ReactNode;
};

/** The ids of a field's hint and error, for the input's aria-describedby. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** What every text field has around its input: label, hint, and one place for the error. */
export function FieldFrame({ id, label, hint, error, children }: FieldFrameProps) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          <Icon name="alert" size={18} />
          {error}
        </p>
      )}
    </div>
  );
}
