import { SessionProvider } from "next-auth/react";
import { Authenticated, AuthLoading, Unauthenticated } from "@/components/auth/AuthState";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import { GuestLinks } from "./GuestLinks";
import styles from "./SiteHeader.module.css";

/**
 * For pages made at build time (404, 500), which do not know the reader: the browser finds out. Only they
 * load next-auth's client, which is 10 kB.
 */
export function AskTheBrowser() {
  const t = useTexts("layout");
  return (
    <SessionProvider refetchOnWindowFocus={false}>
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
    </SessionProvider>
  );
}
