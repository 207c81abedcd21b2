import { useTexts } from "@/components/reader/useTexts";
import { PasswordField } from "./PasswordField";

type NewPasswordFieldProps = {
  label: string;
  name: string;
  minLength: number;
  maxLength: number;
  error?: string | undefined;
};

/** A new password, as every form of the app asks for one. */
export function NewPasswordField({ minLength, ...field }: NewPasswordFieldProps) {
  const t = useTexts("password");
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      required
      minLength={minLength}
      hint={t("password.hint", { count: minLength })}
      meter
    />
  );
}
