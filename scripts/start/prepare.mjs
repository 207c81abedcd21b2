import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PREPARATION = fileURLToPath(new URL("./prepare-database.ts", import.meta.url));

/**
 * Checks the environment and brings the database up to date, in a process of its own: it loads
 * TypeScript and Prisma, which need not stay in the memory of the server's parent. If that process
 * found a mistake and reported it, this one ends too.
 *
 * @param {string[]} [program] what Node runs instead, if prepare-database.ts is compiled already.
 */
export function prepareDatabase(program = ["--import", "tsx", PREPARATION]) {
  const { status } = spawnSync(process.execPath, program, { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
