import type { ReactNode } from "react";
import fieldStyles from "@/components/form/fields/Field.module.css";
import { describedBy, FieldFrame } from "@/components/form/fields/FieldFrame";
import { useFieldId } from "@/components/form/fields/refused-id";
import { useTexts } from "@/components/reader/useTexts";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/Icon";
import styles from "./PasswordField.module.css";
import { PasswordMeter } from "./PasswordMeter";

type PasswordFieldProps = {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  required?: boolean | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  hint?: ReactNode;
  /** The server's message about the last submit. */
  error?: string | undefined;
  /** The id of a message about the form: this field gets the focus, and the message describes it. */
  startsWith?: string | undefined;
  /** Shows how strong the typed password is; for new passwords only. */
  meter?: boolean | undefined;
};

/** A password input: never pre-filled, pasting allowed, and readable on request. */
export function PasswordField({
  label,
  name,
  maxLength,
  hint,
  error,
  startsWith,
  meter = false,
  ...input
}: PasswordFieldProps) {
  const t = useTexts("password");
  const id = useFieldId(name, error);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <div className={styles.control}>
        <input
          {...input}
          id={id}
          name={name}
          type="password"
          className={classNames(fieldStyles.input, styles.input)}
          // Not the maxlength attribute: browsers cut a longer paste silently, and the cut password would
          // be the one that is saved.
          data-max-length={maxLength}
          aria-invalid={error ? true : undefined}
          aria-describedby={[startsWith, describedBy(id, hint)].filter(Boolean).join(" ")}
          // biome-ignore lint/a11y/noAutofocus: the reader has just sent this form and waits for the answer.
          autoFocus={startsWith !== undefined}
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
        />
        {/* Seen where script/passwords.ts runs. */}
        <button
          type="button"
          className={styles.toggle}
          data-toggle="password"
          aria-label={t("password.show")}
          aria-pressed={false}
          aria-controls={id}
        >
          <Icon name="eye" />
          <Icon name="eyeOff" />
        </button>
      </div>
      {meter && <PasswordMeter inputId={id} />}
    </FieldFrame>
  );
}
