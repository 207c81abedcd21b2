import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./SiteHeader.module.css";

/** What the header offers to visitors. */
export function GuestLinks() {
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
