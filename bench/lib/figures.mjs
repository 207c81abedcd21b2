/** The middle value of a list of numbers. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that the given share (0 to 1) of a list does not exceed. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The smallest and the largest, as text. */
export function spread(values) {
  return `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
}

/** The slope of the least-squares line of `ys` over `xs`. */
export function slope(xs, ys) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(xs), mean(ys)];
  const rise = xs.reduce((sum, x, n) => sum + (x - middleX) * (ys[n] - middleY), 0);
  return rise / xs.reduce((sum, x) => sum + (x - middleX) ** 2, 0);
}
