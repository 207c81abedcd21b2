import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import styles from "./ConnectCard.module.css";

/** The providers that can be connected, with a button for each. */
export function ConnectCard({ providers }: { providers: readonly { id: string; name: string }[] }) {
  const t = useTexts("settingsConnections");
  return (
    <Card title={t("settingsConnections.addTitle")} lead={t("settingsConnections.addLead")}>
      <div className={styles.ways}>
        {providers.map(({ id, name }) => (
          <Form key={id} action={`/api/auth/signin/${id}`} layout="bare">
            <input type="hidden" name="purpose" value="connect" />
            <SubmitButton variant="secondary">
              {t("settingsConnections.connect", { provider: name })}
            </SubmitButton>
          </Form>
        ))}
      </div>
    </Card>
  );
}
