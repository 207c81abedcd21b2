import { Form } from "@/components/form/Form";
import { Checkbox } from "@/components/form/fields/Checkbox";
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
  /** What the box says that keeps somebody signed in; without it there is none. */
  remember?: string;
  /** The token of the invitation by which somebody signs up. */
  invitation?: string;
};

const addressOf = (id: string) => `/api/auth/signin/${id}`;

/**
 * The other ways to sign in, or to sign up: a button each, below the form. Nothing where there are none. They
 * are one form, so that what is ticked counts for each.
 */
export function ProviderButtons({
  providers,
  callbackUrl,
  afterPasskey = false,
  remember,
  invitation,
}: ProviderButtonsProps) {
  const t = useTexts("providers");
  const [first] = providers;
  if (!first) return null;
  return (
    <div className={styles.ways}>
      <Or unlessAfterPasskey={afterPasskey}>{t("providers.or")}</Or>
      <Form action={addressOf(first.id)}>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        {invitation && <input type="hidden" name="invitation" value={invitation} />}
        {providers.map(({ id, name }) => (
          <SubmitButton key={id} variant="secondary" formAction={addressOf(id)} wide>
            {t("providers.continueWith", { provider: name })}
          </SubmitButton>
        ))}
        {remember && <Checkbox label={remember} name="remember" />}
      </Form>
    </div>
  );
}
