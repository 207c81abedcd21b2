import { createContext, useContext } from "react";

/** What the browser found wrong, by field name; "" once a field was checked and is fine. */
export type Messages = Readonly<Record<string, string>>;

type FormState = { pending: boolean; messages: Messages };

export const FormContext = createContext<FormState>({ pending: false, messages: {} });

/** True while the surrounding form is on its way to the server. */
export function useFormPending(): boolean {
  return useContext(FormContext).pending;
}

/**
 * The message to show beside a field: what the browser found, once it has looked;
 * until then what the server said about the last submit.
 */
export function useFieldError(name: string, serverError: string | undefined): string | undefined {
  const { messages } = useContext(FormContext);
  return (messages[name] ?? serverError) || undefined;
}
