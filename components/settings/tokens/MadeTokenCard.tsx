import { useState } from "react";
import { useTexts } from "@/components/reader/useTexts";
import { Button } from "@/components/ui/actions/Button";
import { Card } from "@/components/ui/Card";
import { useHydrated } from "@/components/ui/useHydrated";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./Tokens.module.css";

/** A new token: shown once, to copy. A double click selects all of it. */
export function MadeTokenCard({ token }: { token: string }) {
  const t = useTexts("settingsTokens");
  const hydrated = useHydrated();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(token).then(() => setCopied(true));
  return (
    <Card title={t("settingsTokens.madeTitle")} lead={t("settingsTokens.madeLead")}>
      <div className={styles.made}>
        <p>
          <code className={styles.secret}>{token}</code>
        </p>
        {hydrated && (
          <div className={styles.actions}>
            <Button variant="secondary" onClick={copy}>
              {copied ? t("settingsTokens.copied") : t("settingsTokens.copy")}
            </Button>
            <VisuallyHidden>
              <span role="status">{copied && t("settingsTokens.copied")}</span>
            </VisuallyHidden>
          </div>
        )}
        <p>{t("settingsTokens.madeUse")}</p>
        <p>
          <code
            className={styles.secret}
          >{`Authorization: Bearer ${t("settingsTokens.token")}`}</code>
        </p>
      </div>
    </Card>
  );
}
