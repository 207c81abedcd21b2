/**
 * Why the app cannot start, in one line for the terminal. Prisma leads with the code it ran, and wraps
 * what the driver said of a raw query. What was compiled for another Node says so in several lines, of
 * which the last alone would mislead.
 */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes("NODE_MODULE_VERSION"))
    return `the packages were installed with another version of Node than ${process.version}. Run: npm ci`;
  const line = text.trim().split("\n").at(-1) ?? "";
  return /Message: `(.*)`$/.exec(line)?.[1] ?? line;
}
