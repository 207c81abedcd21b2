/**
 * Why the app cannot start, in one line for the terminal. Prisma puts the code it ran first, and wraps the
 * driver's message about a raw query. A native module compiled for another Node reports that in several
 * lines, of which the last alone would mislead.
 */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes("NODE_MODULE_VERSION"))
    return `the packages were installed with another version of Node than ${process.version}. Run: npm ci`;
  const line = text.trim().split("\n").at(-1) ?? "";
  return /Message: `(.*)`$/.exec(line)?.[1] ?? line;
}
