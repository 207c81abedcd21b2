import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { ConnectionView } from "@/lib/features/providers/connections";
import styles from "./ConnectionList.module.css";

type ConnectionListProps = {
  connections: ConnectionView[];
  /** Whether there is a provider to connect. */
  providers: boolean;
  /** Why the last action failed. */
  message: string | null;
};

/**
 * The identities that sign in to the account besides its password, each with a button that disconnects it.
 */
export function ConnectionList({ connections, providers, message }: ConnectionListProps) {
  const t = useTexts("settingsConnections");
  return (
    <Card title={t("settingsConnections.title")} lead={t("settingsConnections.lead")}>
      <div className={styles.stack}>
        <FormError>{message}</FormError>
        {connections.length === 0 ? (
          <EmptyState title={t("settingsConnections.none")}>
            {t(providers ? "settingsConnections.noneText" : "settingsConnections.noProviders")}
          </EmptyState>
        ) : (
          <ul>
            {connections.map(({ id, provider, email, createdAt }) => (
              <li key={id} className={styles.connection}>
                <div className={styles.what}>
                  <p className={styles.name}>{provider}</p>
                  <p className={styles.facts}>
                    {email && <span className={styles.fact}>{email}</span>}{" "}
                    <span className={styles.fact}>
                      {t.nodes("settingsConnections.since", {
                        time: <Time iso={createdAt} form="day" />,
                      })}
                    </span>
                  </p>
                </div>
                <Form action={`/api/me/connections/${id}`} method="delete" layout="bare">
                  <SubmitButton variant="secondary">
                    <span>
                      {t("settingsConnections.disconnect")}
                      <VisuallyHidden>{`: ${provider}${email ? `, ${email}` : ""}`}</VisuallyHidden>
                    </span>
                  </SubmitButton>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
