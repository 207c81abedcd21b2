import type { ReactNode } from "react";
import { SignOutForm } from "@/components/auth/SignOutForm";
import { ActingBanner } from "@/components/layout/header/ActingBanner";
import { Brand } from "@/components/layout/header/Brand";
import { mainId, SkipLink } from "@/components/layout/header/SkipLink";
import { LanguageSwitch } from "@/components/reader/LanguageSwitch";
import styles from "./AuthLayout.module.css";
import { PageHead } from "./PageHead";
import type { Viewer } from "./viewer";

type AuthLayoutProps = {
  title: string;
  heading: string;
  lead?: ReactNode;
  /** Below the card: links to neighbouring pages, one paragraph each if there are several. */
  footer?: ReactNode;
  /** A signed-in reader can sign out here: this frame has no account menu. */
  viewer?: Viewer | null;
  children?: ReactNode;
};

/** The frame of the pages that authenticate: one card, and nothing else to look at. */
export function AuthLayout({ title, heading, lead, footer, viewer, children }: AuthLayoutProps) {
  return (
    <>
      <PageHead title={title} />
      <SkipLink />
      <ActingBanner />
      <div className={styles.page}>
        <header>
          <Brand />
        </header>
        <main className={styles.main} id={mainId} tabIndex={-1}>
          <div className={styles.card}>
            <div className={styles.intro}>
              <h1>{heading}</h1>
              {lead && <p className={styles.lead}>{lead}</p>}
            </div>
            {children}
          </div>
          {footer && <div className={styles.footer}>{footer}</div>}
          {viewer && (
            <div className={styles.footer}>
              <SignOutForm variant="quiet" />
            </div>
          )}
        </main>
        <footer>
          <LanguageSwitch />
        </footer>
      </div>
    </>
  );
}
