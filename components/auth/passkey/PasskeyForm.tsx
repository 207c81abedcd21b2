import type { ReactNode } from "react";
import { Form } from "@/components/form/Form";
import errorStyles from "@/components/form/FormError.module.css";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import type { ButtonLook } from "@/components/ui/actions/button-style";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/Icon";
import styles from "./PasskeyForm.module.css";

type PasskeyFormProps = ButtonLook & {
  action: string;
  /** Whether a passkey is created or used. */
  ask: "create" | "get";
  /** Where script/passkey-ceremony.ts asks for the options, and what it sends there. */
  options: string;
  body?: object;
  autofill?: boolean;
  /** The id of a passkey that was just used, and that no account has; null without one. */
  unknown?: string | null;
  /** The label of the button, and its label while the browser asks. */
  label: string;
  pendingLabel: string;
  children?: ReactNode;
};

/**
 * A button that asks the browser for a passkey and sends it as a form does. Shown where script/passkeys.ts
 * finds that the browser has passkeys.
 */
export function PasskeyForm(props: PasskeyFormProps) {
  const { action, ask, options, body, autofill, unknown } = props;
  const { label, pendingLabel, children, variant, wide } = props;
  const t = useTexts("passkey");
  const passkey = {
    ask,
    options,
    body,
    failed: t("passkey.failed"),
    already: t("passkey.already"),
    ...(unknown && { unknown }),
  };
  return (
    <div className={styles.supported}>
      <Form action={action} passkey={passkey} autofill={autofill}>
        <div
          className={classNames(errorStyles.error, styles.message)}
          role="alert"
          data-passkey-message=""
          hidden
        >
          <Icon name="alert" />
          <span />
        </div>
        {children}
        <input type="hidden" name="credential" />
        <SubmitButton variant={variant} wide={wide} pendingLabel={pendingLabel}>
          {label}
        </SubmitButton>
      </Form>
    </div>
  );
}
