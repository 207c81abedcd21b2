import { PasswordField } from "./PasswordField";

type NewPasswordFieldProps = {
  label: string;
  name: string;
  minLength: number;
  maxLength: number;
  error?: string | undefined;
};

/** A password to be set, as every form of the app asks for one. */
export function NewPasswordField({ minLength, ...field }: NewPasswordFieldProps) {
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      required
      minLength={minLength}
      hint={`At least ${minLength} characters. A few unrelated words work well.`}
      meter
    />
  );
}
