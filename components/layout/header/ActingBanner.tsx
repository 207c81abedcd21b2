import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import type { PageReader } from "@/lib/web/guard/frame";
import styles from "./ActingBanner.module.css";

/** On every page of an impersonating administrator: whom they impersonate, and the way back. */
export function ActingBanner() {
  const { account, acting } = useReader();
  return account && acting ? <Banner account={account} {...acting} /> : null;
}

type BannerProps = { account: string } & NonNullable<PageReader["acting"]>;

function Banner({ account, name, until }: BannerProps) {
  const t = useTexts("actingBanner");
  return (
    <section className={styles.banner} aria-label={t("actingBanner.label")}>
      <div className={styles.inner}>
        <p className={styles.words}>
          <strong>
            {t.nodes("actingBanner.acting", {
              name: <Typed>{name}</Typed>,
              until: <Time iso={until} />,
            })}
          </strong>{" "}
          {t("actingBanner.recorded")}
        </p>
        <Form action={`/api/admin/users/${account}/impersonation`} method="delete" layout="bare">
          <SubmitButton variant="secondary">{t("actingBanner.stop")}</SubmitButton>
        </Form>
      </div>
    </section>
  );
}
