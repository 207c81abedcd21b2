import { useSession } from "next-auth/react";
import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Time } from "@/components/ui/Time";
import type { ClientSession } from "@/lib/web/session/types";
import styles from "./ActingBanner.module.css";

/** On every page of an administrator who acts for somebody: for whom, and the way back. */
export function ActingBanner() {
  const { data } = useSession();
  return data?.session?.impersonator ? <Banner {...data} /> : null;
}

function Banner({ user, expires }: Pick<ClientSession, "user" | "expires">) {
  const t = useTexts("actingBanner");
  const { id, name } = user;
  return (
    <section className={styles.banner} aria-label={t("actingBanner.label")}>
      <div className={styles.inner}>
        <p className={styles.words}>
          <strong>
            {t.nodes("actingBanner.acting", {
              name: <span translate="no">{name}</span>,
              until: <Time iso={expires} />,
            })}
          </strong>{" "}
          {t("actingBanner.recorded")}
        </p>
        <Form action={`/api/admin/users/${id}/impersonation`} method="delete" layout="bare">
          <SubmitButton variant="secondary">{t("actingBanner.stop")}</SubmitButton>
        </Form>
      </div>
    </section>
  );
}
