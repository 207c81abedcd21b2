import { SignOutForm } from "@/components/auth/SignOutForm";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./NoPassword.module.css";

/** The way on for an account without a password: nothing it could type is right. */
export function NoPassword() {
  const t = useTexts("reauthenticate");
  return (
    <ul className={styles.ways}>
      <li className={styles.way}>
        <p>{t("reauthenticate.signInAgain")}</p>
        <SignOutForm variant="primary" wide />
      </li>
      <li className={styles.way}>
        <p>{t("reauthenticate.setPassword")}</p>
        <LinkButton href="/forgot-password" variant="secondary" wide>
          {t("reauthenticate.sendLink")}
        </LinkButton>
      </li>
    </ul>
  );
}
