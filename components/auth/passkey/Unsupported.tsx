import type { ReactNode } from "react";
import styles from "./PasskeyForm.module.css";

/** Shown instead of a PasskeyForm where the browser has no passkeys. */
export function Unsupported({ children }: { children: ReactNode }) {
  return <div className={styles.unsupported}>{children}</div>;
}
