import { useId } from "react";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { FoldedTable } from "@/components/ui/data/FoldedTable";
import { axis } from "./axis";
import styles from "./BarChart.module.css";

type BarChartProps = {
  title: string;
  lead?: string | undefined;
  /** What the values belong to, above the table's first column. */
  of: string;
  /** Names of the values of each bar, which are stacked. */
  series: string[];
  bars: { key: string; label: string; values: number[] }[];
  /** The most that a bar can be, where that is known. */
  most?: number;
};

const WIDTH = 600;
const HEIGHT = 160;
/** The widest bar: three of them are no walls. */
const BAR = 60;
/** As many labels as fit side by side; on a phone every second one. */
const LABELS = 5;

/** Bars with both axes, and the same numbers as a table. */
export function BarChart({ title, lead, of, series, bars, most }: BarChartProps) {
  const t = useTexts("figures");
  const id = useId();
  const sums = bars.map(({ values }) => values.reduce((a, b) => a + b, 0));
  const lines = axis(most ?? Math.max(0, ...sums));
  const top = lines.at(-1) ?? 0;
  const step = WIDTH / Math.max(1, bars.length);
  const width = Math.min(step * 0.7, BAR);
  const few = bars.length <= LABELS;
  // The first and the last bar are among them: the labels are spread from one end to the other.
  const named = few
    ? bars
    : Array.from(
        { length: LABELS },
        (_, n) => bars[Math.round(((bars.length - 1) * n) / (LABELS - 1))],
      ).filter((bar) => bar !== undefined);
  const y = (value: number) => HEIGHT - (HEIGHT * value) / top;
  return (
    <Card title={title} lead={lead}>
      <figure className={styles.figure} aria-labelledby={id}>
        <div className={styles.plot} aria-hidden="true">
          <ol className={styles.yAxis}>
            {[...lines].reverse().map((value) => (
              <li key={value}>{value}</li>
            ))}
          </ol>
          <svg
            aria-hidden="true"
            className={styles.chart}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
          >
            {lines.map((value) => (
              <line
                key={value}
                className={styles.line}
                x1={0}
                x2={WIDTH}
                y1={y(value)}
                y2={y(value)}
              />
            ))}
            {bars.map(({ key, values }, index) =>
              values.map((value, n) => {
                const below = values.slice(0, n).reduce((a, b) => a + b, 0);
                return (
                  <rect
                    key={`${key}-${series[n]}`}
                    className={styles[`bar${n}`]}
                    x={index * step + (step - width) / 2}
                    y={y(below + value)}
                    width={width}
                    height={HEIGHT - y(value)}
                  />
                );
              }),
            )}
          </svg>
          <ol className={few ? styles.xEach : styles.xAxis}>
            {named.map(({ key, label }) => (
              <li key={key}>{label}</li>
            ))}
          </ol>
        </div>
        {series.length > 1 && (
          <ul className={styles.legend}>
            {series.map((name, n) => (
              <li key={name} className={styles[`key${n}`]}>
                {name}
              </li>
            ))}
          </ul>
        )}
        <FoldedTable
          summary={t("figures.table", { title })}
          id={id}
          columns={[of, ...series]}
          rows={bars.map(({ key, label, values }) => ({ key, name: label, values }))}
        />
      </figure>
    </Card>
  );
}
