import Link from "next/link";
import type { ReactNode } from "react";
import { ActingBanner } from "@/components/layout/header/ActingBanner";
import { SiteHeader } from "@/components/layout/header/SiteHeader";
import { mainId, SkipLink } from "@/components/layout/header/SkipLink";
import { LanguageSwitch } from "@/components/reader/LanguageSwitch";
import { useTexts } from "@/components/reader/useTexts";
import { brand } from "@/lib/platform/config/brand";
import { isOn } from "@/lib/platform/config/features";
import type { Section } from "@/lib/platform/config/navigation";
import { PageHead } from "./PageHead";
import styles from "./SiteLayout.module.css";
import type { Viewer } from "./viewer";

type SiteLayoutProps = {
  /** Null: nobody is signed in. Undefined: unknown, as on pages rendered at build time. */
  viewer: Viewer | null | undefined;
  /** What the header shows in place of the account while the viewer is undefined. */
  account?: ReactNode;
  title: string;
  active?: Section | undefined;
  children: ReactNode;
};

/** The frame of every page except those that authenticate (AuthLayout). */
export function SiteLayout({ viewer, account, title, active, children }: SiteLayoutProps) {
  const t = useTexts("layout", "product");
  return (
    <div className={styles.page}>
      <PageHead title={title} />
      <SkipLink />
      <ActingBanner />
      <SiteHeader viewer={viewer} account={account} active={active} />
      <main className={styles.main} id={mainId} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles.footer}>
        <div className={styles.footerInner}>
          <p>
            {brand.name}. {t("product.tagline")}
            {brand.supportEmail && (
              <>
                {" "}
                <a href={`mailto:${brand.supportEmail}`}>{brand.supportEmail}</a>
              </>
            )}
          </p>
          {isOn(["apiReference"]) && (
            <Link href="/docs/api" prefetch={false}>
              {t("layout.apiReference")}
            </Link>
          )}
          <LanguageSwitch />
        </div>
      </footer>
    </div>
  );
}
