import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const PRISMA = createRequire(import.meta.url).resolve("prisma/build/index.js");

/**
 * Runs one Prisma command, quietly.
 *
 * @param {string[]} args
 * @param {Record<string, string>} [env] on top of this process's environment.
 * @returns what it printed.
 * @throws Error with what the command said went wrong.
 */
export function runPrisma(args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PRISMA, ...args], {
    encoding: "utf8",
    // The CLI must not ask Prisma's server for a newer version.
    env: { ...process.env, CHECKPOINT_DISABLE: "1", NO_COLOR: "1", ...env },
  });
  if (status === 0) return stdout;
  const complaint = stderr
    .split("\n")
    .filter((line) => line && !/^(Loaded Prisma config|Prisma schema loaded)/.test(line));
  throw new Error(`prisma ${args[0]}: ${complaint.join("\n") || stdout}`);
}
