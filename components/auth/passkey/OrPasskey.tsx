import { useTexts } from "@/components/reader/useTexts";
import { PasskeyForm } from "./PasskeyForm";
import styles from "./PasskeyForm.module.css";

type OrPasskeyProps = Omit<Parameters<typeof PasskeyForm>[0], "ask" | "pendingLabel" | "wide">;

/** A passkey as the other way, below a form that asks for something to type. */
export function OrPasskey(props: OrPasskeyProps) {
  const t = useTexts("passkey");
  return (
    <div className={styles.supported}>
      <p className={styles.or}>{t("passkey.or")}</p>
      <PasskeyForm
        {...props}
        ask="get"
        variant="secondary"
        pendingLabel={t("passkey.pending")}
        wide
      />
    </div>
  );
}
