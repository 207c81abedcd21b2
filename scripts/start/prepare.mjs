import { spawnSync } from "node:child_process";

/**
 * Checks the environment and brings the database up to date, in a process of
 * its own: it loads TypeScript and Prisma, which the server's parent need not keep.
 * Ends this process, too, when that one found something wrong and said so.
 *
 * @param {string[]} program prepare-database.ts, or what it was compiled to, as Node runs it.
 */
export function prepareDatabase(program) {
  const { status } = spawnSync(process.execPath, program, { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
