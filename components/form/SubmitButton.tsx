import type { ReactNode } from "react";
import { Button } from "@/components/ui/actions/Button";
import type { ButtonLook } from "@/components/ui/actions/button-style";
import styles from "./SubmitButton.module.css";

type SubmitButtonProps = ButtonLook & {
  children: ReactNode;
  /** Stands in the label's place while sending. */
  pendingLabel?: string | undefined;
  /** What this button adds to the form, where a form has several. */
  name?: string | undefined;
  value?: string | undefined;
  /** Whether this button ignores the form's fields. */
  formNoValidate?: boolean | undefined;
};

/** The submit of a Form. While the form is being sent script/sending.ts shows the spinner. */
export function SubmitButton({ children, pendingLabel, ...rest }: SubmitButtonProps) {
  return (
    <Button {...rest} type="submit" data-submit="" data-pending={pendingLabel}>
      <span className={styles.spinner} hidden aria-hidden="true" />
      <span>{children}</span>
    </Button>
  );
}
