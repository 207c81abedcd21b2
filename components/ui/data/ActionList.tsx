import type { ReactNode } from "react";
import styles from "./ActionList.module.css";

type Action = {
  title: string;
  /** What will happen. */
  text: string;
  control: ReactNode;
};

/** Things that can be done to one subject, each with its meaning and its button. */
export function ActionList({ actions }: { actions: Action[] }) {
  return (
    <ul>
      {actions.map(({ title, text, control }) => (
        <li className={styles.action} key={title}>
          <div className={styles.words}>
            <h3 className={styles.title}>{title}</h3>
            <p className={styles.text}>{text}</p>
          </div>
          {control}
        </li>
      ))}
    </ul>
  );
}
