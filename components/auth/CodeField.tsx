import { Field } from "@/components/form/fields/Field";
import { useTexts } from "@/components/reader/useTexts";

type CodeFieldProps = {
  /** Asks for a recovery code instead of the app's code, which has digits only. */
  recovery?: boolean;
  error?: string | undefined;
};

/** Asks for the second factor: the code of an authenticator app, or a recovery code. */
export function CodeField({ recovery = false, error }: CodeFieldProps) {
  const t = useTexts("secondFactor");
  if (recovery) {
    return (
      <Field
        label={t("secondFactor.recoveryCode")}
        hint={t("secondFactor.recoveryHint")}
        name="code"
        autoComplete="off"
        required
        error={error}
      />
    );
  }
  return (
    <Field
      label={t("secondFactor.code")}
      hint={t("secondFactor.hint")}
      name="code"
      autoComplete="one-time-code"
      inputMode="numeric"
      required
      error={error}
    />
  );
}
