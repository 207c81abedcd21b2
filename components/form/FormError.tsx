import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import styles from "./FormError.module.css";

/**
 * Why the last submit failed, at the top of a form. Nothing when there is nothing to say. The page
 * begins here: screen readers announce what appears, not what was there from the start.
 */
export function FormError({ children }: { children?: ReactNode }) {
  if (!children) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: the reader has just sent this form and waits for the answer.
    <div className={styles.error} role="alert" tabIndex={-1} autoFocus>
      <Icon name="alert" />
      <div className={styles.body}>{children}</div>
    </div>
  );
}
