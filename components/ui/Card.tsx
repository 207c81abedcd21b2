import { type ReactNode, useId } from "react";
import styles from "./Card.module.css";

type CardProps = {
  /** For links to it; only a card with a title has one. */
  id?: string | undefined;
  title?: string | undefined;
  lead?: ReactNode;
  /** Shown to the right of the title: a badge, a link, one button. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A raised surface for one subject; with a title it is a labelled section. */
export function Card({ id, title, lead, aside, children }: CardProps) {
  const headingId = useId();
  const words = lead && <p className={styles.lead}>{lead}</p>;
  if (!title) {
    return (
      <div className={styles.card}>
        {words && <div className={styles.header}>{words}</div>}
        <div className={styles.body}>{children}</div>
      </div>
    );
  }
  return (
    <section id={id} className={styles.card} aria-labelledby={headingId}>
      <div className={styles.header}>
        <div className={styles.heading}>
          <h2 id={headingId}>{title}</h2>
          {words}
        </div>
        {aside}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
