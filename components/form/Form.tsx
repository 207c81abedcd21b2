import type { ReactNode } from "react";
import { useReader } from "@/components/reader/reader-context";
import { classNames } from "@/components/ui/class-names";
import { ACCOUNT_FIELD, FORM_FIELD, METHOD_FIELD } from "@/lib/platform/http/form-fields";
import { TypedContext, useAsked } from "./asked";
import { CsrfField } from "./CsrfField";
import styles from "./Form.module.css";

type FormProps = {
  action: string;
  /** A browser can only get and post: any other method is sent in a hidden field. */
  method?: "get" | "post" | "put" | "patch" | "delete" | undefined;
  /** Distinguishes it from another form that calls the same method at the same address. */
  name?: string | undefined;
  /** "stack" sets fields below each other; "bare" leaves the layout to the caller. */
  layout?: "stack" | "bare" | undefined;
  /** The purpose of the form, where no heading says it. */
  label?: string | undefined;
  role?: "search" | undefined;
  /** Asks for a passkey before the form is sent; see PasskeyForm. */
  passkey?: object | undefined;
  /** Whether passkeys are offered by autofill while the page is open. */
  autofill?: boolean | undefined;
  children: ReactNode;
};

/** The script that script/passkeys.ts loads. */
export const PASSKEY_SCRIPT = `/passkeys.js?v=${process.env.SCRIPTS_VERSION}`;

/**
 * A plain HTML form: the browser submits it and navigates, with or without JavaScript. It names the account
 * its page was made for, so that a page left open does not act on another. script/forms.ts only shows
 * messages beside the fields and prevents a second submit. A form that was refused or interrupted is marked, and
 * its fields are filled in again.
 */
export function Form({
  action,
  method = "post",
  name,
  layout = "stack",
  label,
  role,
  passkey,
  autofill,
  children,
}: FormProps) {
  const { account, texts } = useReader();
  const asked = useAsked(action, method, name);
  const native = method === "get" ? "get" : "post";
  const { required, emailInvalid, tooShort, tooLong } = texts.form ?? {};
  return (
    <form
      action={action}
      method={native}
      role={role}
      aria-label={label}
      // The script sets novalidate before React takes over.
      suppressHydrationWarning
      data-passkey={passkey && JSON.stringify(passkey)}
      data-passkey-start={autofill ? "" : undefined}
      data-source={passkey && PASSKEY_SCRIPT}
      data-texts={JSON.stringify({ required, emailInvalid, tooShort, tooLong })}
      className={classNames(layout === "stack" && styles.stack, asked && styles.asked)}
    >
      {native === "post" && <CsrfField />}
      {native !== method && (
        <input type="hidden" name={METHOD_FIELD} value={method.toUpperCase()} />
      )}
      {name && <input type="hidden" name={FORM_FIELD} value={name} />}
      {native === "post" && account && <input type="hidden" name={ACCOUNT_FIELD} value={account} />}
      {asked ? <TypedContext value={asked}>{children}</TypedContext> : children}
    </form>
  );
}
