import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Notice } from "@/components/ui/Notice";
import { Time } from "@/components/ui/Time";

type SecondFactorCardProps = {
  /** ISO 8601. */
  since: string;
  /** Whether the account must have one: then it cannot be turned off. */
  required: boolean;
  /** Whether there is a passkey, too: without the app, a sign-in then still takes a second factor. */
  passkey: boolean;
  /** How many recovery codes are left. */
  codes: number;
  /** Whether the owner has confirmed that they are saved. */
  saved: boolean;
  message: string | null;
  error: string | null;
};

/** An authenticator app that is set up: new recovery codes, and turning it off. */
export function SecondFactorCard(props: SecondFactorCardProps) {
  const { since, required, passkey, codes, saved, message, error } = props;
  const t = useTexts("settingsSecurity", "settingsPasskeys");
  const lead = t("settingsSecurity.onLead");
  return (
    <>
      <Card
        title={t("settingsSecurity.title")}
        lead={passkey ? `${lead} ${t("settingsPasskeys.besideApp")}` : lead}
        aside={<Badge tone="accent">{t("settingsSecurity.on")}</Badge>}
      >
        <FactList
          facts={[
            { label: t("settingsSecurity.since"), value: <Time iso={since} form="day" /> },
            { label: t("settingsSecurity.codesLeft"), value: codes },
          ]}
        />
        {!saved && <Notice>{t("settingsSecurity.notSaved")}</Notice>}
        <Form action="/api/me/second-factor/recovery-codes">
          <FormError>{message}</FormError>
          <SubmitButton variant="secondary">{t("settingsSecurity.newCodes")}</SubmitButton>
        </Form>
      </Card>
      {!required && (
        <Card
          title={passkey ? t("settingsPasskeys.appTitle") : t("settingsSecurity.offTitle")}
          lead={passkey ? t("settingsPasskeys.appText") : t("settingsSecurity.offText")}
        >
          <Form action="/api/me/second-factor/totp" method="delete">
            <FormError>{error}</FormError>
            <Checkbox
              label={passkey ? t("settingsPasskeys.appConfirm") : t("settingsSecurity.confirmOff")}
              name="confirm"
            />
            <SubmitButton variant="danger">
              {passkey ? t("settingsPasskeys.appRemove") : t("settingsSecurity.turnOff")}
            </SubmitButton>
          </Form>
        </Card>
      )}
    </>
  );
}
