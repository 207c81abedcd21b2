import type { ComponentProps, ReactNode } from "react";
import { useTyped } from "@/components/form/asked";
import styles from "./Field.module.css";
import { describedBy, FieldFrame } from "./FieldFrame";
import { useFieldId } from "./refused-id";

type FieldProps = {
  label: string;
  name: string;
  type?: "text" | "email" | "search" | "date" | undefined;
  autoComplete?: ComponentProps<"input">["autoComplete"];
  inputMode?: "numeric" | undefined;
  required?: boolean | undefined;
  readOnly?: boolean | undefined;
  maxLength?: number | undefined;
  defaultValue?: string | undefined;
  hint?: ReactNode;
  /** The server's message about the last submit. */
  error?: string | undefined;
};

/** A labelled text input. Its error is always in the same place. */
export function Field(props: FieldProps) {
  const { label, name, type = "text", hint, error, maxLength, ...input } = props;
  const id = useFieldId(name, error);
  const typed = useTyped(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        {...input}
        defaultValue={typed ?? input.defaultValue}
        id={id}
        name={name}
        type={type}
        // Begins where the script of what is typed begins; an e-mail address is written in Latin letters.
        dir={type === "text" || type === "search" ? "auto" : undefined}
        className={styles.input}
        // Not the maxlength attribute: browsers cut a longer paste without a word, and count an emoji as two.
        data-max-length={maxLength}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint)}
        // Names and addresses are not prose.
        spellCheck={false}
        autoCapitalize={type === "email" ? "none" : undefined}
      />
    </FieldFrame>
  );
}
