import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { brand } from "@/lib/platform/config/brand";
import styles from "./Hero.module.css";
import { SessionPreview } from "./SessionPreview";

type HeroProps = {
  /** Offers the dashboard instead of signing in. */
  signedIn?: boolean | undefined;
};

/** The top of the front page: what the product is, and the way in. */
export function Hero({ signedIn = false }: HeroProps) {
  const { signUp } = useReader();
  const t = useTexts("front", "layout");
  return (
    <section className={styles.hero}>
      <div>
        <p className={styles.eyebrow}>{t("front.eyebrow")}</p>
        <h1 className={styles.headline}>{t("front.headline")}</h1>
        <p className={styles.lead}>{t("front.lead", { app: brand.name })}</p>
        <div className={styles.actions}>
          {signedIn ? (
            <LinkButton href="/dashboard">{t("layout.toDashboard")}</LinkButton>
          ) : (
            <>
              {signUp && <LinkButton href="/signup">{t("front.createAccount")}</LinkButton>}
              <LinkButton href="/signin" variant="secondary">
                {t("layout.signIn")}
              </LinkButton>
            </>
          )}
        </div>
      </div>
      <SessionPreview />
    </section>
  );
}
