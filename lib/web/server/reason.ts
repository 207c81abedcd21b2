/** Node found no compiled part of a package, or one that is of another machine or library of C. */
const DOES_NOT_FIT =
  /Could not locate the bindings|invalid ELF header|wrong ELF class|file too short|incompatible architecture|Error relocating|Error loading shared library|version `(GLIBC|CXXABI)\S+ not found|did not self-register|not a valid Win32/;

/**
 * Why the app cannot start, in one line for the terminal. Prisma puts the code it ran first, and wraps the
 * driver's message about a raw query. Others report it in several lines, of which the last alone would mislead.
 */
export function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim();
  if (text.includes("NODE_MODULE_VERSION"))
    return `the packages were installed with another version of Node than ${process.version}. Run: npm ci`;
  if (DOES_NOT_FIT.test(text))
    return "the packages were not built for this machine and this Node. Run: npm ci";
  const lines = text.split(/\s*\n\s*/);
  const told = /^(Invalid `|Raw query failed)/.test(text) ? (lines.at(-1) ?? "") : lines.join(" ");
  return /Message: `(.*)`$/.exec(told)?.[1] ?? told;
}
