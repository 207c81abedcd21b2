import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import type { SessionView } from "@/lib/features/sessions/sessions";
import { SessionItem } from "./SessionItem";
import styles from "./SessionList.module.css";

type SessionListProps = {
  sessions: SessionView[];
  /** What the last action did, such as "Session signed out." */
  notice: string | null;
  /** Why the last action failed. */
  message: string | null;
};

/** Where the reader is signed in; each session except this one can be signed out, or all at once. */
export function SessionList({ sessions, notice, message }: SessionListProps) {
  const t = useTexts("sessions");
  const others = sessions.some(({ current }) => !current);
  return (
    <Card
      id="sessions"
      title={t("sessions.title")}
      lead={t("sessions.lead")}
      aside={
        others && (
          <Form action="/api/me/sessions" method="delete" layout="bare">
            <SubmitButton variant="secondary">{t("sessions.signOutOthers")}</SubmitButton>
          </Form>
        )
      }
    >
      <div className={styles.stack}>
        <FormError>{message}</FormError>
        {notice && <Notice tone="success">{notice}</Notice>}
        <ul>
          {sessions.map((session) => (
            <SessionItem key={session.id} session={session} />
          ))}
        </ul>
      </div>
    </Card>
  );
}
