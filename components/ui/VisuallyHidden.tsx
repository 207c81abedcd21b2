import type { ReactNode } from "react";
import styles from "./VisuallyHidden.module.css";

type VisuallyHiddenProps = {
  children: ReactNode;
  /** Hidden from assistive technology, too: only programs that read the page itself see it. */
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
