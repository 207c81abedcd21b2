import type { ReactNode } from "react";
import styles from "./Badge.module.css";
import { classNames } from "./class-names";

type BadgeProps = {
  tone?: "neutral" | "accent" | "warning" | "danger" | undefined;
  children: ReactNode;
};

/** One or two words of state; the words carry the meaning, the colour only supports it. */
export function Badge({ tone = "neutral", children }: BadgeProps) {
  return <span className={classNames(styles.badge, styles[tone])}>{children}</span>;
}
