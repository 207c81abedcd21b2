import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, platform, release, totalmem } from "node:os";
import path from "node:path";

const NAMED = [
  "next",
  "react",
  "next-auth",
  "better-auth",
  "iron-session",
  "better-sqlite3",
  "bcryptjs",
];

/** Where and with what a run was made. */
export function surroundings() {
  const bench = path.resolve(import.meta.dirname, "..");
  const { dependencies } = JSON.parse(readFileSync(path.join(bench, "package.json"), "utf8"));
  return {
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: bench,
      encoding: "utf8",
    }).trim(),
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cores: availableParallelism(),
      cpu: cpus()[0]?.model ?? "unknown",
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()}`,
      node: process.version,
    },
    versions: Object.fromEntries(NAMED.map((name) => [name, dependencies[name]])),
  };
}
