import type { ReactNode } from "react";
import { useTexts } from "@/components/reader/useTexts";
import { Field } from "./Field";

type EmailFieldProps = {
  label?: string;
  /** "username" where people sign in with it. */
  autoComplete?: "username" | "username webauthn" | "email";
  defaultValue?: string | undefined;
  /** Where the address is fixed and only shown. */
  readOnly?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
};

/** The field `email`, as every form of the app asks for an address. */
export function EmailField({ label, autoComplete = "username", ...field }: EmailFieldProps) {
  const t = useTexts("form");
  return (
    <Field
      {...field}
      label={label ?? t("form.email")}
      name="email"
      type="email"
      autoComplete={autoComplete}
      required
      // The longest an address can be (RFC 5321, 4.5.3.1).
      maxLength={254}
    />
  );
}
