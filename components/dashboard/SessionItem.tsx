import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Icon } from "@/components/ui/Icon";
import { Time } from "@/components/ui/Time";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { SessionView } from "@/lib/features/sessions/sessions";
import styles from "./SessionList.module.css";

const handhelds = /android|ios|iphone|ipad/i;

/** One sign-in: device, address and times, with the button that ends it. */
export function SessionItem({ session }: { session: SessionView }) {
  const t = useTexts("sessions");
  const { browser, system, ipAddress } = session;
  const device = session.byAdministrator
    ? t("sessions.byAdministrator")
    : t("sessions.device", { browser, system });
  return (
    <li className={styles.session}>
      <span className={styles.device}>
        <Icon name={handhelds.test(session.system) ? "phone" : "desktop"} />
      </span>
      <p className={styles.name}>
        {device} {session.current && <Badge tone="accent">{t("sessions.thisDevice")}</Badge>}
      </p>
      <p className={styles.facts}>
        {ipAddress && <span className={styles.fact}>{ipAddress}</span>}{" "}
        <span className={styles.fact}>
          {t.nodes("sessions.signedIn", { time: <Time iso={session.createdAt} form="ago" /> })}
        </span>{" "}
        <span className={styles.fact}>
          {t.nodes("sessions.lastSeen", { time: <Time iso={session.lastSeenAt} form="ago" /> })}
        </span>
      </p>
      {!session.current && (
        <div className={styles.action}>
          <Form action={`/api/me/sessions/${session.id}`} method="delete" layout="bare">
            <SubmitButton variant="secondary">
              <span>
                {t("sessions.signOut")}
                <VisuallyHidden>{`: ${device}${ipAddress ? `, ${ipAddress}` : ""}`}</VisuallyHidden>
              </span>
            </SubmitButton>
          </Form>
        </div>
      )}
    </li>
  );
}
