import { LinkButton } from "@/components/ui/actions/LinkButton";
import { brand } from "@/lib/platform/config/brand";
import styles from "./Hero.module.css";
import { SessionPreview } from "./SessionPreview";

type HeroProps = {
  /** Offers the dashboard in place of signing in. */
  signedIn?: boolean | undefined;
};

/** The top of the front page: what the product is, and the way in. */
export function Hero({ signedIn = false }: HeroProps) {
  return (
    <section className={styles.hero}>
      <div>
        <p className={styles.eyebrow}>Self-hosted accounts for Next.js</p>
        <h1 className={styles.headline}>Know who holds a key. Take any of them back.</h1>
        <p className={styles.lead}>
          {brand.name} is the accounts part of your product, on your own server: sign-up, sign-in,
          sessions and roles, with every record in a database that belongs to you.
        </p>
        <div className={styles.actions}>
          {signedIn ? (
            <LinkButton href="/dashboard">Go to your dashboard</LinkButton>
          ) : (
            <>
              <LinkButton href="/signup">Create account</LinkButton>
              <LinkButton href="/signin" variant="secondary">
                Sign in
              </LinkButton>
            </>
          )}
        </div>
      </div>
      <SessionPreview />
    </section>
  );
}
