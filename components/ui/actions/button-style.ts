import { classNames } from "@/components/ui/class-names";
import styles from "./Button.module.css";

export type ButtonLook = {
  variant?: "primary" | "secondary" | "danger" | "quiet" | undefined;
  /** Fills the width of its container. */
  wide?: boolean | undefined;
};

/** The class of anything that looks like a button: a button, a link, a submit. */
export function buttonClass({ variant = "primary", wide = false }: ButtonLook) {
  return classNames(styles.button, styles[variant], wide && styles.wide);
}
