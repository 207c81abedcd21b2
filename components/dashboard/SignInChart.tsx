import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { Day } from "@/components/ui/Day";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { SignInDay } from "@/lib/features/sessions/sign-in-chart";
import styles from "./SignInChart.module.css";

const HEIGHT = 72;
const STEP = 20;
const BAR = 14;

/** How often the reader signed in lately, a bar a day; the same as a table, for those who want it. */
export function SignInChart({ days }: { days: SignInDay[] }) {
  const t = useTexts("signIns");
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(0, ...days.map(({ count }) => count));
  return (
    <Card title={t("signIns.title")} lead={t("signIns.total", { count: total, days: days.length })}>
      <figure className={styles.figure}>
        <p className={styles.scale}>{t("signIns.most", { most })}</p>
        <svg
          className={styles.chart}
          viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {days.map(({ day, count }, index) => {
            const height = count === 0 ? 2 : 4 + ((HEIGHT - 4) * count) / most;
            return (
              <rect
                key={day}
                className={count === 0 ? styles.none : styles.bar}
                x={index * STEP + (STEP - BAR) / 2}
                y={HEIGHT - height}
                width={BAR}
                height={height}
              />
            );
          })}
        </svg>
        <figcaption className={styles.ends}>
          <Day day={days.at(0)?.day ?? ""} />
          <VisuallyHidden> – </VisuallyHidden>
          <Day day={days.at(-1)?.day ?? ""} />
        </figcaption>
      </figure>
      {total > 0 && (
        <details className={styles.details}>
          <summary>{t("signIns.table")}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("signIns.day")}</th>
                <th scope="col">{t("signIns.count")}</th>
              </tr>
            </thead>
            <tbody>
              {days
                .filter(({ count }) => count > 0)
                .map(({ day, count }) => (
                  <tr key={day}>
                    <td>
                      <Day day={day} />
                    </td>
                    <td>{count}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </details>
      )}
    </Card>
  );
}
