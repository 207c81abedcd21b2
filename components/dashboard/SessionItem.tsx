import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { Badge } from "@/components/ui/Badge";
import { Icon } from "@/components/ui/Icon";
import { Time } from "@/components/ui/Time";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { SessionView } from "@/lib/features/sessions/sessions";
import styles from "./SessionList.module.css";

const handhelds = /android|ios|iphone|ipad/i;

/** One sign-in: device, address and times, with the button that ends it. */
export function SessionItem({ session }: { session: SessionView }) {
  const device = `${session.browser} on ${session.system}`;
  return (
    <li className={styles.session}>
      <span className={styles.device}>
        <Icon name={handhelds.test(session.system) ? "phone" : "desktop"} />
      </span>
      <p className={styles.name}>
        {device}
        {session.current && <Badge tone="accent">This device</Badge>}
      </p>
      <p className={styles.facts}>
        {session.address && <span className={styles.fact}>{session.address}</span>}
        <span className={styles.fact}>
          Signed in <Time iso={session.createdAt} />
        </span>
        <span className={styles.fact}>
          Last seen <Time iso={session.lastSeenAt} />
        </span>
      </p>
      {!session.current && (
        <div className={styles.action}>
          <Form action={`/api/sessions/${session.id}`} layout="bare">
            <SubmitButton variant="secondary">
              <span>
                Revoke<VisuallyHidden> the session of {device}</VisuallyHidden>
              </span>
            </SubmitButton>
          </Form>
        </div>
      )}
    </li>
  );
}
