import { execFile } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What `next build` and `next start` need of the tree, node_modules apart. */
const SOURCES = [
  "components",
  "instrumentation.ts",
  "lib",
  "middleware.js",
  "next.config.js",
  "package.json",
  "pages",
  "prisma",
  "public",
  "styles",
  "tsconfig.json",
  "types",
];

/**
 * Builds the app from a copy of this tree that lacks some files.
 * @param without files to leave out.
 * @returns the folder of the copy, to be removed.
 * @throws Error with the output of a build that failed.
 */
export async function buildCopy(without: string[]): Promise<string> {
  const tree = mkdtempSync(join(tmpdir(), "latchkey-copy-"));
  for (const source of SOURCES.filter((name) => !without.includes(name))) {
    cpSync(source, join(tree, source), { recursive: true });
  }
  link("node_modules", join(tree, "node_modules"));
  await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: tree,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    maxBuffer: 16 * 1024 * 1024,
  });
  return tree;
}

/** Hard links a folder's files, or copies them where the target is another disk. */
function link(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) link(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
