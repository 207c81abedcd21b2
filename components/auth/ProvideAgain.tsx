import { CodeField } from "@/components/auth/CodeField";
import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Or } from "./Or";
import styles from "./ProviderButtons.module.css";

type ProvideAgainProps = {
  /** The account's providers that can ask again. */
  providers: readonly { id: string; name: string }[];
  callbackUrl: string;
  /** Whether a code of the second factor is required first. */
  askingCode: boolean;
  /** Whether it is a recovery code. */
  recovery: boolean;
  /** What is wrong about the code. */
  error: string | undefined;
  /** Whether it is shown below another way. */
  or?: boolean;
  /** Whether that is a passkey. */
  afterPasskey?: boolean;
};

/** Lets somebody authenticate again through a connected provider, with a button for each. */
export function ProvideAgain(props: ProvideAgainProps) {
  const { providers, callbackUrl, askingCode, recovery, error } = props;
  const { or = false, afterPasskey = false } = props;
  const t = useTexts("providers");
  if (providers.length === 0) return null;
  return (
    <div className={styles.ways}>
      {or && <Or unlessAfterPasskey={afterPasskey}>{t("providers.or")}</Or>}
      {providers.map(({ id, name }) => (
        <Form key={id} action={`/api/auth/signin/${id}`}>
          <input type="hidden" name="purpose" value="reauthenticate" />
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          {recovery && <input type="hidden" name="recovery" value="on" />}
          {askingCode && <CodeField recovery={recovery} error={error} />}
          <SubmitButton variant="secondary" wide>
            {t("providers.confirmWith", { provider: name })}
          </SubmitButton>
        </Form>
      ))}
    </div>
  );
}
