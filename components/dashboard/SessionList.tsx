import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import type { SessionView } from "@/lib/features/sessions/sessions";
import { SessionItem } from "./SessionItem";
import styles from "./SessionList.module.css";

type SessionListProps = {
  sessions: SessionView[];
  /** Shows the first of them and a link to the rest; all where it is left out. */
  most?: number;
  /** Why the last action failed. */
  message: string | null;
};

/** Where the reader is signed in; each session except this one can be signed out, or all at once. */
export function SessionList({ sessions, most, message }: SessionListProps) {
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
        <ul>
          {sessions.slice(0, most).map((session) => (
            <SessionItem key={session.id} session={session} />
          ))}
        </ul>
        {most !== undefined && sessions.length > most && (
          <Link href="/settings/sessions" prefetch={false}>
            {t("sessions.showAll", { count: sessions.length })}
          </Link>
        )}
      </div>
    </Card>
  );
}
