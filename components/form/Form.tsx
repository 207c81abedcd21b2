import {
  type InputEvent,
  type ReactNode,
  type SubmitEvent,
  useEffect,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { useHydrated } from "@/components/ui/useHydrated";
import { ACCOUNT_FIELD, FORM_FIELD, METHOD_FIELD } from "@/lib/platform/http/form-fields";
import styles from "./Form.module.css";
import { FormContext, type Messages } from "./form-state";
import { checkForm, fieldMessage } from "./validation";

type FormProps = {
  action: string;
  /** A browser can only get and post: any other method is sent as a hidden field. */
  method?: "get" | "post" | "put" | "patch" | "delete" | undefined;
  /** Tells it apart from another form that calls the same method at the same address. */
  name?: string | undefined;
  /** "stack" sets fields below each other; "bare" leaves the layout to the caller. */
  layout?: "stack" | "bare" | undefined;
  /** What the form is for, where no heading says so. */
  label?: string | undefined;
  role?: "search" | undefined;
  children: ReactNode;
};

/**
 * A plain HTML form: the browser submits it and navigates, with or without JavaScript.
 * It names the account its page was made for, so that a page left open acts on nobody
 * else. Scripts only put messages beside the fields and hold a second submit.
 */
export function Form({
  action,
  method = "post",
  name,
  layout = "stack",
  label,
  role,
  children,
}: FormProps) {
  const t = useTexts("form");
  const { account } = useReader();
  const native = method === "get" ? "get" : "post";
  const form = useRef<HTMLFormElement>(null);
  // The browser's own bubbles stay on until this component can do better.
  const hydrated = useHydrated();
  const [messages, setMessages] = useState<Messages>({});
  const [pending, setPending] = useState(false);

  // Coming back by the back button revives the page as it was left: sending.
  useEffect(() => {
    const ready = () => setPending(false);
    window.addEventListener("pageshow", ready);
    return () => window.removeEventListener("pageshow", ready);
  }, []);

  // The server refused a field: start there, unless the reader is already elsewhere. Without
  // scripts the browser starts at the message above the fields.
  useEffect(() => {
    const { activeElement: active } = document;
    if (active !== document.body && active?.getAttribute("role") !== "alert") return;
    form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, []);

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    if (pending) {
      event.preventDefault();
      return;
    }
    const { messages, firstInvalid } = checkForm(event.currentTarget, t);
    // In the page before the focus moves, so that a screen reader reads the message.
    flushSync(() => setMessages(messages));
    if (firstInvalid) {
      event.preventDefault();
      firstInvalid.focus();
      return;
    }
    // After this event: a button disabled during it would not be part of the submit.
    setTimeout(() => setPending(true));
  }

  // Late to blame, quick to forgive: a field is looked at while typing only once
  // it has been found wrong.
  function onInput(event: InputEvent<HTMLFormElement>) {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.name) return;
    if (!(input.name in messages) && !input.ariaInvalid) return;
    setMessages({ ...messages, [input.name]: fieldMessage(input, t) });
  }

  return (
    <FormContext value={{ pending, messages }}>
      <form
        ref={form}
        action={action}
        method={native}
        role={role}
        aria-label={label}
        noValidate={hydrated}
        onSubmit={onSubmit}
        onInput={onInput}
        className={layout === "stack" ? styles.stack : undefined}
      >
        {native !== method && (
          <input type="hidden" name={METHOD_FIELD} value={method.toUpperCase()} />
        )}
        {name && <input type="hidden" name={FORM_FIELD} value={name} />}
        {native === "post" && account && (
          <input type="hidden" name={ACCOUNT_FIELD} value={account} />
        )}
        {children}
      </form>
    </FormContext>
  );
}
