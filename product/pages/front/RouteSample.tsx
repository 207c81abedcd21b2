import type { ReactNode } from "react";
import { useTexts } from "@/components/reader/useTexts";
import styles from "./RouteSample.module.css";

/** The declaration of access, as in the code of a page and of an API route. */
export function RouteSample() {
  const t = useTexts("front");
  return (
    <section className={styles.sample}>
      <div>
        <h2 className={styles.title}>{t("front.sampleTitle")}</h2>
        <p className={styles.text}>{t("front.sampleText")}</p>
      </div>
      <pre className={styles.code}>
        <code>
          <Comment>{"// pages/dashboard.tsx\n"}</Comment>
          {"export const getServerSideProps = page({ "}
          <Access>access: "user"</Access>
          {" }, …);\n\n"}
          <Comment>{"// pages/api/admin/users/index.ts\n"}</Comment>
          {"export default api({\n  GET: method({ "}
          <Access>{'access: { permission: "users.read" }'}</Access>
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
