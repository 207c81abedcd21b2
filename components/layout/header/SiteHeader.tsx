import Link from "next/link";
import { Authenticated, AuthLoading, Unauthenticated } from "@/components/auth/AuthState";
import type { Viewer } from "@/components/layout/viewer";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import { linksFor, type Section } from "@/lib/platform/config/navigation";
import { AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import styles from "./SiteHeader.module.css";

type SiteHeaderProps = {
  viewer: Viewer | null | undefined;
  active: Section | undefined;
};

/** Brand, navigation, account. Whether somebody is signed in decides what stands there. */
export function SiteHeader({ viewer, active }: SiteHeaderProps) {
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
        {viewer === undefined && <AskTheBrowser />}
      </div>
    </header>
  );
}

function GuestLinks() {
  const { signUp } = useReader();
  const t = useTexts("layout");
  return (
    <nav className={styles.guest} aria-label={t("layout.accountNavigation")}>
      <LinkButton href="/signin" variant="quiet">
        {t("layout.signIn")}
      </LinkButton>
      {signUp && <LinkButton href="/signup">{t("layout.signUp")}</LinkButton>}
    </nav>
  );
}

/** A page made at build time (404, 500) knows nobody: the browser finds out who is reading. */
function AskTheBrowser() {
  const t = useTexts("layout");
  return (
    <>
      <AuthLoading>
        <VisuallyHidden>{t("layout.checkingSession")}</VisuallyHidden>
      </AuthLoading>
      <Authenticated>
        <nav className={styles.guest} aria-label={t("layout.accountNavigation")}>
          <LinkButton href="/dashboard">{t("layout.toDashboard")}</LinkButton>
        </nav>
      </Authenticated>
      <Unauthenticated>
        <GuestLinks />
      </Unauthenticated>
    </>
  );
}
