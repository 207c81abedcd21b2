import { Card } from "@/components/ui/Card";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { SignInDay } from "@/lib/features/sessions/sign-in-chart";
import styles from "./SignInChart.module.css";

const HEIGHT = 72;
const STEP = 20;
const BAR = 14;

/** How often the reader signed in lately, a bar a day. Read out, it is one sentence. */
export function SignInChart({ days }: { days: SignInDay[] }) {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...days.map(({ count }) => count));
  const summary = `${total} ${total === 1 ? "sign-in" : "sign-ins"} in ${days.length} days`;
  return (
    <Card title="Sign-ins" lead={summary}>
      <figure className={styles.figure}>
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
              >
                <title>{`${day}: ${count}`}</title>
              </rect>
            );
          })}
        </svg>
        <figcaption className={styles.ends}>
          <span>{days.at(0)?.day}</span>
          <VisuallyHidden>to</VisuallyHidden>
          <span>{days.at(-1)?.day}</span>
        </figcaption>
      </figure>
    </Card>
  );
}
