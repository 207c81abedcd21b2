import Link from "next/link";
import { LinkButton } from "@/components/ui/LinkButton";
import { AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import styles from "./SiteHeader.module.css";
import { type Section, sectionsFor } from "./sections";
import type { Viewer } from "./viewer";

type SiteHeaderProps = {
  viewer: Viewer | null | undefined;
  active: Section | undefined;
};

/** Brand, navigation, account. Whether somebody is signed in decides what stands there. */
export function SiteHeader({ viewer, active }: SiteHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Brand />
        {viewer && (
          <nav className={styles.nav} aria-label="Main">
            <ul className={styles.list}>
              {sectionsFor(viewer.role).map(({ key, href, label }) => (
                <li key={key}>
                  <Link
                    className={styles.link}
                    href={href}
                    prefetch={false}
                    aria-current={key === active ? "page" : undefined}
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {viewer && <AccountMenu viewer={viewer} />}
        {viewer === null && (
          <nav className={styles.guest} aria-label="Account">
            <LinkButton href="/signin" variant="quiet">
              Sign in
            </LinkButton>
            <LinkButton href="/signup">Sign up</LinkButton>
          </nav>
        )}
      </div>
    </header>
  );
}
