import { PasskeyForm } from "@/components/auth/passkey/PasskeyForm";
import { Unsupported } from "@/components/auth/passkey/Unsupported";
import { Form, PASSKEY_SCRIPT } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import type { PasskeyView } from "@/lib/features/passkeys/passkeys";
import { PasskeyItem } from "./PasskeyItem";
import styles from "./Passkeys.module.css";

type PasskeysCardProps = {
  passkeys: PasskeyView[];
  /** What to tell authenticators; null where there is nothing. */
  signals: object | null;
  /** Whether the maximum is reached. */
  full: boolean;
  suggestedName: string;
  /** Why the last form about passkeys failed. */
  message: string | null;
};

/** The passkeys of an account: a list, and a button to add one. */
export function PasskeysCard(props: PasskeysCardProps) {
  const { passkeys, signals, full, suggestedName, message } = props;
  const t = useTexts("settingsPasskeys");
  return (
    <Card id="passkeys" title={t("settingsPasskeys.title")} lead={t("settingsPasskeys.lead")}>
      {signals && (
        <div hidden data-passkey-start={JSON.stringify(signals)} data-source={PASSKEY_SCRIPT} />
      )}
      <FormError>{message}</FormError>
      {passkeys.length > 0 && (
        <>
          <ul className={styles.passkeys}>
            {passkeys.map((passkey) => (
              <PasskeyItem key={passkey.id} passkey={passkey} />
            ))}
          </ul>
          <p className={styles.beside}>{t("settingsPasskeys.beside")}</p>
          {passkeys.length > 1 && (
            <Form action="/api/me/passkeys" method="delete">
              <SubmitButton variant="danger">{t("settingsPasskeys.removeAll")}</SubmitButton>
            </Form>
          )}
        </>
      )}
      {full ? (
        <p>{t("settingsPasskeys.full")}</p>
      ) : (
        <>
          <PasskeyForm
            action="/api/me/passkeys"
            ask="create"
            options="/api/me/passkeys/options"
            label={t("settingsPasskeys.add")}
            pendingLabel={t("settingsPasskeys.adding")}
          >
            <Field
              label={t("settingsPasskeys.name")}
              hint={t("settingsPasskeys.nameHint")}
              name="name"
              autoComplete="off"
              defaultValue={suggestedName}
              maxLength={40}
              required
            />
          </PasskeyForm>
          <Unsupported>
            <p>{t("settingsPasskeys.unsupported")}</p>
          </Unsupported>
        </>
      )}
    </Card>
  );
}
