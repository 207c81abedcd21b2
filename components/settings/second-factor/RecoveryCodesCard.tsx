import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Button } from "@/components/ui/actions/Button";
import { buttonClass } from "@/components/ui/actions/button-style";
import { Card } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import { useHydrated } from "@/components/ui/useHydrated";
import { brand } from "@/lib/platform/config/brand";
import styles from "./SecondFactor.module.css";

/** The recovery codes, which are shown once: to copy, print or download. */
export function RecoveryCodesCard({ codes }: { codes: string[] }) {
  const t = useTexts("settingsSecurity");
  const hydrated = useHydrated();
  const text = `${t("settingsSecurity.fileHead", { name: brand.name })}\n\n${codes.join("\n")}\n`;
  return (
    <Card title={t("settingsSecurity.codesTitle")} lead={t("settingsSecurity.codesLead")}>
      <Notice tone="success">{t("settingsSecurity.codesMade")}</Notice>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.actions}>
        {hydrated && (
          <>
            <Button variant="secondary" onClick={() => void navigator.clipboard.writeText(text)}>
              {t("settingsSecurity.copy")}
            </Button>
            <Button variant="secondary" onClick={() => window.print()}>
              {t("settingsSecurity.print")}
            </Button>
          </>
        )}
        {/* Nobody can ask the server for them again, so the file is part of the page. */}
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="recovery-codes.txt"
          className={buttonClass({ variant: "secondary" })}
        >
          {t("settingsSecurity.download")}
        </a>
      </div>
      <Form action="/api/me/second-factor/recovery-codes" method="patch">
        <SubmitButton>{t("settingsSecurity.saved")}</SubmitButton>
      </Form>
    </Card>
  );
}
