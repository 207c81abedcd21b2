import Link from "next/link";
import type { ReactNode } from "react";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { linksFor, type Section } from "@/lib/platform/config/navigation";
import { AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import { GuestLinks } from "./GuestLinks";
import styles from "./SiteHeader.module.css";

type SiteHeaderProps = {
  viewer: Viewer | null | undefined;
  /** What is shown in place of the account while the viewer is undefined. */
  account: ReactNode;
  active: Section | undefined;
};

/** Brand, navigation, account. Its content depends on whether somebody is signed in. */
export function SiteHeader({ viewer, account, active }: SiteHeaderProps) {
  const t = useTexts("layout", "product");
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Brand />{" "}
        {viewer && (
          <nav className={styles.nav} aria-label={t("layout.mainNavigation")}>
            <ul className={styles.list}>
              {linksFor("main", viewer.role).map(({ key, href, label }) => (
                <li key={key}>
                  <Link
                    className={styles.link}
                    href={href}
                    prefetch={false}
                    aria-current={key === active ? "page" : undefined}
                  >
                    {t(label)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {viewer && <AccountMenu viewer={viewer} />}
        {viewer === null && <GuestLinks />}
        {viewer === undefined && account}
      </div>
    </header>
  );
}
