import styles from "./Or.module.css";

type OrProps = {
  /** The word. */
  children: string;
  /** Left out below a passkey, which has said it already. */
  unlessAfterPasskey?: boolean;
};

/** Separates one way to sign in from the next. */
export function Or({ children, unlessAfterPasskey = false }: OrProps) {
  return <p className={unlessAfterPasskey ? styles.orAfterPasskey : styles.or}>{children}</p>;
}
