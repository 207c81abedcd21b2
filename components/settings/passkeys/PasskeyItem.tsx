import { useAsked } from "@/components/form/asked";
import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { PasskeyView } from "@/lib/features/passkeys/passkeys";
import { isolated } from "@/lib/platform/texts/format/isolated";
import styles from "./Passkeys.module.css";

/** One passkey: its name and times; renaming and removing it are collapsed. */
export function PasskeyItem({ passkey }: { passkey: PasskeyView }) {
  const t = useTexts("settingsPasskeys");
  const { id, name, createdAt, lastUsedAt, synced } = passkey;
  const action = `/api/me/passkeys/${id}`;
  const asked = useAsked(action);
  const hiddenName = <VisuallyHidden>{`: ${isolated(name)}`}</VisuallyHidden>;
  return (
    <li className={styles.passkey}>
      <p className={styles.name}>
        <Typed>{name}</Typed> {synced && <Badge>{t("settingsPasskeys.synced")}</Badge>}
      </p>
      <p className={styles.facts}>
        <span>
          {t.nodes("settingsPasskeys.added", { time: <Time iso={createdAt} form="ago" /> })}
        </span>{" "}
        <span>
          {lastUsedAt
            ? t.nodes("settingsPasskeys.used", { time: <Time iso={lastUsedAt} form="ago" /> })
            : t("settingsPasskeys.neverUsed")}
        </span>
      </p>
      <details className={styles.change} open={asked !== null}>
        <summary>
          {t("settingsPasskeys.change")}
          {hiddenName}
        </summary>
        <div className={styles.forms}>
          <Form action={action} method="patch">
            <Field
              label={t("settingsPasskeys.name")}
              name="name"
              autoComplete="off"
              defaultValue={name}
              maxLength={40}
              required
            />
            <SubmitButton variant="secondary">
              <span>
                {t("settingsPasskeys.rename")}
                {hiddenName}
              </span>
            </SubmitButton>
          </Form>
          <Form action={action} method="delete">
            <p className={styles.hint}>{t("settingsPasskeys.removeHint")}</p>
            <SubmitButton variant="danger">
              <span>
                {t("settingsPasskeys.remove")}
                {hiddenName}
              </span>
            </SubmitButton>
          </Form>
        </div>
      </details>
    </li>
  );
}
