import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Or } from "./Or";
import styles from "./ProviderButtons.module.css";

type ProviderButtonsProps = {
  providers: readonly { id: string; name: string }[];
  /** Where to go when it is done. */
  callbackUrl: string;
  /** Whether a passkey is offered above. */
  afterPasskey?: boolean;
};

/** The other ways to sign in, or to sign up: a button each, below the form. Nothing where there are none. */
export function ProviderButtons({
  providers,
  callbackUrl,
  afterPasskey = false,
}: ProviderButtonsProps) {
  const t = useTexts("providers");
  if (providers.length === 0) return null;
  return (
    <div className={styles.ways}>
      <Or unlessAfterPasskey={afterPasskey}>{t("providers.or")}</Or>
      {providers.map(({ id, name }) => (
        <Form key={id} action={`/api/auth/signin/${id}`} layout="bare">
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <SubmitButton variant="secondary" wide>
            {t("providers.continueWith", { provider: name })}
          </SubmitButton>
        </Form>
      ))}
    </div>
  );
}
