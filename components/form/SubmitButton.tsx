import type { ReactNode } from "react";
import { Button } from "@/components/ui/actions/Button";
import type { ButtonLook } from "@/components/ui/actions/button-style";
import { useFormPending } from "./form-state";
import styles from "./SubmitButton.module.css";

type SubmitButtonProps = ButtonLook & {
  children: ReactNode;
  /** Stands in the label's place while sending. */
  pendingLabel?: string | undefined;
};

/** The submit of a Form: disabled, with a spinner, while the form is being sent. */
export function SubmitButton({ children, pendingLabel, ...look }: SubmitButtonProps) {
  const pending = useFormPending();
  return (
    <Button {...look} type="submit" disabled={pending}>
      {pending && <span className={styles.spinner} aria-hidden="true" />}
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
