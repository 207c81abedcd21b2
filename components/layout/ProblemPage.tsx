import type { ReactNode } from "react";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import type { Language } from "@/lib/platform/config/languages";
import styles from "./ProblemPage.module.css";

type ProblemPageProps = {
  status: number;
  title: string;
  /** What it means for the reader, and what they can do. */
  detail: string;
  /** The same in other languages, where the reader's is unknown. */
  others?: { language: Language; title: string; detail: string }[];
  action?: { href: string; label: string } | undefined;
  /** Left out where the reader was not checked. */
  viewer?: Viewer | null | undefined;
  /** What the header then shows in place of the account. */
  account?: ReactNode;
};

/** A page in place of the requested one: 403, 404, 500, 503. */
export function ProblemPage(props: ProblemPageProps) {
  const { status, title, detail, others = [], action, viewer, account } = props;
  return (
    <SiteLayout viewer={viewer} account={account} title={title}>
      <div className={styles.problem}>
        <p className={styles.status}>{status}</p>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.detail}>{detail}</p>
        {others.map((other) => (
          <p className={styles.detail} key={other.language} lang={other.language}>
            <strong>{other.title}.</strong> {other.detail}
          </p>
        ))}
        {action && (
          <div className={styles.action}>
            <LinkButton href={action.href}>{action.label}</LinkButton>
          </div>
        )}
      </div>
    </SiteLayout>
  );
}
