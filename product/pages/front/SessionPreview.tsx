import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/Icon";
import styles from "./SessionPreview.module.css";

const sessions = [
  { icon: "desktop", browser: "Firefox", system: "Linux", fact: "198.51.100.7", state: "current" },
  { icon: "phone", browser: "Safari", system: "iOS", fact: "203.0.113.24", state: "active" },
  { icon: "desktop", browser: "Chrome", system: "Windows", fact: "192.0.2.91", state: "ended" },
] as const;

/** A picture, in HTML, of what revoking a session does. Hidden from assistive technology. */
export function SessionPreview() {
  const t = useTexts("front");
  const badges = {
    current: <Badge tone="accent">{t("front.previewCurrent")}</Badge>,
    active: <Badge>{t("front.previewActive")}</Badge>,
    ended: <Badge tone="danger">{t("front.previewRevoked")}</Badge>,
  };
  return (
    <div className={styles.preview} aria-hidden="true">
      <p className={styles.title}>{t("front.previewTitle")}</p>
      {sessions.map(({ icon, browser, system, fact, state }) => (
        <div key={browser} className={classNames(styles.row, state === "ended" && styles.ended)}>
          <span className={styles.device}>
            <Icon name={icon} size={18} />
          </span>
          <div>
            <p className={styles.name}>{t("front.previewDevice", { browser, system })}</p>
            <p className={styles.fact}>{fact}</p>
          </div>
          {badges[state]}
        </div>
      ))}
      <p className={styles.answer}>
        <span>GET /api/me</span> <span className={styles.refused}>401 Unauthorized</span>
      </p>
    </div>
  );
}
