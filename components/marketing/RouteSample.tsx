import type { ReactNode } from "react";
import styles from "./RouteSample.module.css";

/** The declaration of access, as it stands in the code of a page and of an API route. */
export function RouteSample() {
  return (
    <section className={styles.sample}>
      <div>
        <h2 className={styles.title}>Access is the first thing a route says</h2>
        <p className={styles.text}>
          The guard reads the session from the database, turns everyone else away, and hands your
          code a user that is really there.
        </p>
      </div>
      <pre className={styles.code}>
        <code>
          <Comment>{"// pages/dashboard.tsx\n"}</Comment>
          {"export const getServerSideProps = page({ "}
          <Access>access: "user"</Access>
          {" }, …);\n\n"}
          <Comment>{"// pages/api/admin/users/index.ts\n"}</Comment>
          {"export default api({\n  GET: method({ "}
          <Access>{'access: { role: "admin" }'}</Access>
          {", … }),\n});"}
        </code>
      </pre>
    </section>
  );
}

function Comment({ children }: { children: ReactNode }) {
  return <span className={styles.comment}>{children}</span>;
}

function Access({ children }: { children: ReactNode }) {
  return <span className={styles.access}>{children}</span>;
}
