import { useTexts } from "@/components/reader/useTexts";
import { Icon } from "@/components/ui/Icon";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./Features.module.css";

const features = [
  { icon: "bolt", title: "front.sessionsTitle", text: "front.sessionsText" },
  { icon: "shield", title: "front.guardsTitle", text: "front.guardsText" },
  { icon: "form", title: "front.formsTitle", text: "front.formsText" },
  { icon: "database", title: "front.databaseTitle", text: "front.databaseText" },
] as const;

/** What distinguishes the product, in four points. */
export function Features() {
  const t = useTexts("front");
  return (
    <section>
      <h2>
        <VisuallyHidden>{t("front.whatYouGet")}</VisuallyHidden>
      </h2>
      <ul className={styles.features}>
        {features.map(({ icon, title, text }) => (
          <li key={title}>
            <span className={styles.icon}>
              <Icon name={icon} />
            </span>
            <h3 className={styles.title}>{t(title)}</h3>
            <p className={styles.text}>{t(text)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
