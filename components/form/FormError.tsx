import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import styles from "./FormError.module.css";
import { refusedId } from "./fields/refused-id";

type FormErrorProps = {
  children?: ReactNode;
  /** The errors of single fields, by name: each message links to its field. */
  errors?: Readonly<Record<string, string>>;
  /** For the description of a field. */
  id?: string;
  /** Whether the focus is elsewhere: on a field that this message describes. */
  fieldFirst?: boolean;
};

/**
 * Why the last submit failed, at the top of a form. Nothing when there is no error. It gets the focus:
 * screen readers announce what appears, not what was there from the start.
 */
export function FormError({ children, errors = {}, id, fieldFirst = false }: FormErrorProps) {
  if (!children) return null;
  return (
    <div
      id={id}
      className={styles.error}
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: the reader has just sent this form and waits for the answer.
      autoFocus={!fieldFirst}
    >
      <Icon name="alert" />
      <div className={styles.body}>
        {children}
        <FieldErrors errors={errors} />
      </div>
    </div>
  );
}

function FieldErrors({ errors }: { errors: Readonly<Record<string, string>> }) {
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  return (
    <ul className={styles.fields}>
      {entries.map(([name, message]) => (
        <li key={name}>
          <a href={`#${refusedId(name)}`}>{message}</a>
        </li>
      ))}
    </ul>
  );
}
