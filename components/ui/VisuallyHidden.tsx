import type { ReactNode } from "react";
import styles from "./VisuallyHidden.module.css";

type VisuallyHiddenProps = {
  children: ReactNode;
  /** From assistive technology too: what is left are programs that read the page itself. */
  hidden?: boolean | undefined;
};

/** Text for assistive technology only, such as which session a "Sign out" button ends. */
export function VisuallyHidden({ children, hidden }: VisuallyHiddenProps) {
  return (
    <span className={styles.hidden} aria-hidden={hidden}>
      {children}
    </span>
  );
}
