import Link from "next/link";
import { Authenticated, AuthLoading, Unauthenticated } from "@/components/auth/AuthState";
import { type Section, sectionsFor } from "@/components/layout/sections";
import type { Viewer } from "@/components/layout/viewer";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import { AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import styles from "./SiteHeader.module.css";

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
        {viewer === null && <GuestLinks />}
        {viewer === undefined && <AskTheBrowser />}
      </div>
    </header>
  );
}

function GuestLinks() {
  return (
    <nav className={styles.guest} aria-label="Account">
      <LinkButton href="/signin" variant="quiet">
        Sign in
      </LinkButton>
      <LinkButton href="/signup">Sign up</LinkButton>
    </nav>
  );
}

/** A page made at build time (404, 500) knows nobody: the browser finds out who is reading. */
function AskTheBrowser() {
  return (
    <>
      <AuthLoading>
        <VisuallyHidden>Checking whether you are signed in</VisuallyHidden>
      </AuthLoading>
      <Authenticated>
        <nav className={styles.guest} aria-label="Account">
          <LinkButton href="/dashboard">Dashboard</LinkButton>
        </nav>
      </Authenticated>
      <Unauthenticated>
        <GuestLinks />
      </Unauthenticated>
    </>
  );
}
