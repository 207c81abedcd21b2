import { type InputEvent, type ReactNode, useState } from "react";
import fieldStyles from "@/components/form/fields/Field.module.css";
import { describedBy, FieldFrame } from "@/components/form/fields/FieldFrame";
import { useFieldId } from "@/components/form/fields/refused-id";
import { useFieldError } from "@/components/form/form-state";
import { useTexts } from "@/components/reader/useTexts";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/Icon";
import { useHydrated } from "@/components/ui/useHydrated";
import { loadPasswordStrength } from "./load-password-strength";
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
  /** What the server said about the last submit. */
  error?: string | undefined;
  /** The id of a message about the form: the page begins at this field, which it describes. */
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
  error: serverError,
  startsWith,
  meter = false,
  ...input
}: PasswordFieldProps) {
  const t = useTexts("password");
  const id = useFieldId(name, serverError);
  const hydrated = useHydrated();
  const [shown, setShown] = useState(false);
  const [value, setValue] = useState("");
  const [context, setContext] = useState<string[]>([]);
  const error = useFieldError(name, serverError);

  function onInput(event: InputEvent<HTMLInputElement>) {
    setValue(event.currentTarget.value);
    setContext(otherValues(event.currentTarget));
  }

  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <div className={styles.control}>
        <input
          {...input}
          id={id}
          name={name}
          type={shown ? "text" : "password"}
          className={classNames(fieldStyles.input, styles.input)}
          // Not the maxlength attribute: browsers cut a longer paste without a word,
          // and the cut password would be the one that is saved.
          data-max-length={maxLength}
          aria-invalid={error ? true : undefined}
          aria-describedby={
            [startsWith, describedBy(id, hint, error)].filter(Boolean).join(" ") || undefined
          }
          // biome-ignore lint/a11y/noAutofocus: the reader has just sent this form and waits for the answer.
          autoFocus={startsWith !== undefined}
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          onFocus={meter ? loadPasswordStrength : undefined}
          onInput={meter ? onInput : undefined}
        />
        {hydrated && (
          <button
            type="button"
            className={styles.toggle}
            aria-label={t("password.show")}
            aria-pressed={shown}
            aria-controls={id}
            onClick={() => setShown(!shown)}
          >
            <Icon name={shown ? "eyeOff" : "eye"} />
          </button>
        )}
      </div>
      {meter && hydrated && (
        <PasswordMeter
          inputId={id}
          password={value}
          minLength={input.minLength ?? 0}
          context={context}
        />
      )}
    </FieldFrame>
  );
}

/** What else stands in the form: a password made of the reader's name is a weak one. */
function otherValues(password: HTMLInputElement): string[] {
  const inputs = [...(password.form?.querySelectorAll<HTMLInputElement>("input") ?? [])];
  return inputs
    .filter(({ type, value }) => (type === "text" || type === "email") && value !== "")
    .filter((input) => input !== password)
    .flatMap(({ value }) => [value, ...value.split(/[\s@.]+/)]);
}
