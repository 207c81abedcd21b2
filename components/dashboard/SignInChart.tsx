import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { Day } from "@/components/ui/Day";
import { FoldedTable } from "@/components/ui/data/FoldedTable";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { SignInDay } from "@/lib/features/sessions/sign-in-chart";
import styles from "./SignInChart.module.css";

const HEIGHT = 72;
const STEP = 20;
const BAR = 14;

/** How often the reader has signed in recently, one bar a day; also as a table. */
export function SignInChart({ days }: { days: SignInDay[] }) {
  const t = useTexts("signIns");
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(0, ...days.map(({ count }) => count));
  /** Two shapes instead of thirty: each element of a page is work, here and in the browser. */
  const bars = (heightOf: (count: number) => number) =>
    days.map(({ count }, index) => bar(index * STEP, heightOf(count))).join("");
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
          <path className={styles.none} d={bars((count) => (count === 0 ? 2 : 0))} />
          <path
            className={styles.bar}
            d={bars((count) => (count === 0 ? 0 : 4 + ((HEIGHT - 4) * count) / most))}
          />
        </svg>
        <figcaption className={styles.ends}>
          <Day day={days.at(0)?.day ?? ""} />
          <VisuallyHidden> – </VisuallyHidden>
          <Day day={days.at(-1)?.day ?? ""} />
        </figcaption>
      </figure>
      {total > 0 && (
        <FoldedTable
          summary={t("signIns.table")}
          columns={[t("signIns.day"), t("signIns.count")]}
          rows={days
            .filter(({ count }) => count > 0)
            .map(({ day, count }) => ({ key: day, name: <Day day={day} />, values: [count] }))}
        />
      )}
    </Card>
  );
}

/** A bar of that height in its column, as a part of a path; nothing for zero. */
function bar(left: number, height: number): string {
  if (height === 0) return "";
  const tall = Math.round(height * 10) / 10;
  return `M${left + (STEP - BAR) / 2} ${HEIGHT}v${-tall}h${BAR}v${tall}z`;
}
