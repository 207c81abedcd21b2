import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { PROVIDER_FIELD } from "@/lib/platform/http/form-fields";
import { Or } from "./Or";
import styles from "./ProviderButtons.module.css";

type ProviderButtonsProps = {
  providers: readonly { id: string; name: string }[];
};

/**
 * The other ways to sign in, or to sign up: a button for each, at the end of a form. Nothing where there are none.
 * Each sends the form with its own name in it: the boxes ticked above apply to all of them, and browsers
 * without `formaction` send it, too.
 */
export function ProviderButtons({ providers }: ProviderButtonsProps) {
  const t = useTexts("providers");
  if (providers.length === 0) return null;
  return (
    <div className={styles.ways}>
      <Or>{t("providers.or")}</Or>
      {providers.map(({ id, name }) => (
        <SubmitButton
          key={id}
          variant="secondary"
          name={PROVIDER_FIELD}
          value={id}
          formNoValidate
          wide
        >
          {t("providers.continueWith", { provider: name })}
        </SubmitButton>
      ))}
    </div>
  );
}

type ProviderFormProps = ProviderButtonsProps & {
  /** Where to go when it is done. */
  callbackUrl: string;
  /** The token of the invitation by which somebody signs up. */
  invitation?: string;
};

/** The same as a form of its own, below one that goes elsewhere. */
export function ProviderForm({ providers, callbackUrl, invitation }: ProviderFormProps) {
  const [first] = providers;
  if (!first) return null;
  return (
    <Form action={`/api/auth/signin/${first.id}`}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {invitation && <input type="hidden" name="invitation" value={invitation} />}
      <ProviderButtons providers={providers} />
    </Form>
  );
}
