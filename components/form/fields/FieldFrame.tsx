import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./Field.module.css";

type FieldFrameProps = {
  id: string;
  label: string;
  /** Where its place says what it is for, the label is for assistive technology only. */
  labelHidden?: boolean | undefined;
  hint?: ReactNode;
  error: string | undefined;
  children: ReactNode;
};

/** The ids of a field's hint and error, for the input's aria-describedby. */
export const describedBy = (id: string, hint: ReactNode) =>
  hint ? `${id}-hint ${id}-error` : `${id}-error`;

/** The parts around every text field's input: label, hint, and one place for the error. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, label, labelHidden, hint, error, children } = props;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {labelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {/* Always there: script/messages.ts fills it in. */}
      <p className={styles.error} id={`${id}-error`} hidden={!error}>
        <Icon name="alert" size={18} />
        <span>{error}</span>
      </p>
    </div>
  );
}
