import { CodeField } from "@/components/auth/CodeField";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import type { QrCode } from "@/lib/features/second-factor/qr-code";
import { QrImage } from "./QrImage";
import styles from "./SecondFactor.module.css";

const ACTION = "/api/me/second-factor/totp";

/** An unfinished set-up: the data for the app. */
type SetUp = { secret: string; uri: string; qr: QrCode };

type SetUpCardProps = {
  setUp: SetUp | null;
  message: string | null;
  error: string | undefined;
};

/** Sets up an authenticator app: begins or, after that, asks for one of the app's codes. */
export function SetUpCard({ setUp, message, error }: SetUpCardProps) {
  const t = useTexts("settingsSecurity");
  if (!setUp) {
    return (
      <Card title={t("settingsSecurity.title")} lead={t("settingsSecurity.offLead")}>
        <Form action={ACTION} name="begin">
          <FormError>{message}</FormError>
          <SubmitButton>{t("settingsSecurity.begin")}</SubmitButton>
        </Form>
      </Card>
    );
  }
  return (
    <Card title={t("settingsSecurity.setUpTitle")} lead={t("settingsSecurity.setUpLead")}>
      <div className={styles.setUp}>
        <QrImage code={setUp.qr} label={t("settingsSecurity.qrLabel")} />
        <div className={styles.by}>
          <p>{t("settingsSecurity.byHand")}</p>
          <p>
            <code className={styles.secret}>{setUp.secret}</code>
          </p>
          <p>
            <a href={setUp.uri}>{t("settingsSecurity.openApp")}</a>
          </p>
        </div>
      </div>
      <Form action={ACTION} name="confirm">
        <FormError>{message}</FormError>
        <CodeField error={error} />
        <SubmitButton pendingLabel={t("settingsSecurity.confirming")}>
          {t("settingsSecurity.confirm")}
        </SubmitButton>
      </Form>
      <Form action={ACTION} name="begin" layout="bare">
        <SubmitButton variant="quiet">{t("settingsSecurity.otherSecret")}</SubmitButton>
      </Form>
    </Card>
  );
}
