const STEPS = 4;
const ROUND = [1, 2, 2.5, 5, 10];

/**
 * The numbers beside a chart, from 0 to at least `most`, in equal steps. Whole ones: nobody signs in two and a half
 * times.
 */
export function axis(most: number): number[] {
  const least = Math.max(1, most / STEPS);
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = ROUND.map((factor) => factor * power).filter(Number.isInteger);
  const step = steps.find((one) => one >= least) ?? 10 * power;
  return Array.from({ length: STEPS + 1 }, (_, n) => n * step);
}
