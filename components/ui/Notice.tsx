import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./Icon";
import styles from "./Notice.module.css";

type NoticeProps = {
  tone?: "info" | "success" | undefined;
  children: ReactNode;
};

const icons = { info: "info", success: "check" } as const;

/**
 * What just happened, or what to know before continuing. Errors of a form are FormError. After a success it
 * gets the focus, so that a screen reader reads it.
 */
export function Notice({ tone = "info", children }: NoticeProps) {
  const told = tone === "success";
  return (
    <div
      className={classNames(styles.notice, styles[tone])}
      role={told ? "status" : undefined}
      tabIndex={told ? -1 : undefined}
      // biome-ignore lint/a11y/noAutofocus: the reader has just sent a form and waits for the answer.
      autoFocus={told}
    >
      <Icon name={icons[tone]} />
      <div className={styles.body}>{children}</div>
    </div>
  );
}
