import { SignOutForm } from "@/components/auth/SignOutForm";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./NoPassword.module.css";

/** How an account that has no password to ask for goes on: no password it could type is right. */
export function NoPassword({ csrfToken }: { csrfToken: string }) {
  return (
    <ul className={styles.ways}>
      <li className={styles.way}>
        <p>Sign out, and sign in again as you did before: that confirms it, too.</p>
        <SignOutForm csrfToken={csrfToken} variant="primary" wide />
      </li>
      <li className={styles.way}>
        <p>Or set a password, by a link that we mail to you.</p>
        <LinkButton href="/forgot-password" variant="secondary" wide>
          Have a link mailed
        </LinkButton>
      </li>
    </ul>
  );
}
