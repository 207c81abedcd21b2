import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./Icon";
import styles from "./Notice.module.css";

type NoticeProps = {
  tone?: "info" | "success" | undefined;
  children: ReactNode;
};

const icons = { info: "info", success: "check" } as const;

/** What just happened, or what to know before going on. Errors of a form are FormError. */
export function Notice({ tone = "info", children }: NoticeProps) {
  return (
    <div className={classNames(styles.notice, styles[tone])}>
      <Icon name={icons[tone]} />
      <div className={styles.body}>{children}</div>
    </div>
  );
}
