import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";

type CodesCardProps = {
  /** How many are left. */
  count: number;
  /** Whether the owner has confirmed that they are saved. */
  saved: boolean;
  message: string | null;
};

/** The recovery codes of an account whose only second factor is a passkey. */
export function CodesCard({ count, saved, message }: CodesCardProps) {
  const t = useTexts("settingsPasskeys", "settingsSecurity");
  return (
    <Card
      title={t("settingsPasskeys.codesTitle")}
      lead={t("settingsPasskeys.codesText", { count })}
    >
      {!saved && <Notice>{t("settingsSecurity.notSaved")}</Notice>}
      <Form action="/api/me/second-factor/recovery-codes">
        <FormError>{message}</FormError>
        <SubmitButton variant="secondary">{t("settingsSecurity.newCodes")}</SubmitButton>
      </Form>
    </Card>
  );
}
