import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Checks the environment and brings the database up to date, in a process of
 * its own: it loads TypeScript and Prisma, which the server's parent need not keep.
 * Ends this process, too, when that one found something wrong and said so.
 */
export function prepareDatabase() {
  const script = fileURLToPath(new URL("./prepare-database.ts", import.meta.url));
  const { status } = spawnSync(process.execPath, ["--import", "tsx", script], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
