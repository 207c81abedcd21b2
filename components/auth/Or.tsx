import styles from "./Or.module.css";

type OrProps = {
  /** The word. */
  children: string;
  /** Left out where a passkey stands above, which has said it. */
  unlessAfterPasskey?: boolean;
};

/** Between one way to sign in and the next. */
export function Or({ children, unlessAfterPasskey = false }: OrProps) {
  return <p className={unlessAfterPasskey ? styles.orAfterPasskey : styles.or}>{children}</p>;
}
