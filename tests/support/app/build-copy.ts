import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const GENERATED = "lib/platform/db/generated";

/** They need tests/, which no build includes. */
const PRODUCT_TESTS = "product/tests";

/** How Next's table of functions calls the middleware. */
const MIDDLEWARE = "/_middleware";

/** Everything needed to build and to start, except node_modules. */
const SOURCES = [
  "components",
  "instrumentation.ts",
  "lib",
  "middleware.js",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "pages",
  "prisma",
  "prisma.config.ts",
  "product",
  "public",
  "scripts",
  "styles",
  "tsconfig.json",
  "types",
];

/**
 * Builds the app from a copy of this tree that lacks some files.
 * @param without files to leave out.
 * @param over a folder whose files are laid over the copy.
 * @returns the folder of the copy, to be removed.
 * @throws Error with the output of a build that failed.
 */
export async function buildCopy(without: string[], over?: string): Promise<string> {
  const tree = copyTree(without);
  if (over) cpSync(over, tree, { recursive: true });
  await runNode(tree, ["node_modules/next/dist/bin/next", "build"]);
  return tree;
}

/**
 * Copies the built app without its middleware. Nothing is built again: `next start` calls a middleware only
 * if its table of functions names one.
 * @returns the folder of the copy, to be removed
 * @throws Error where the build has no middleware
 */
export function copyWithoutMiddleware(): string {
  const tree = copyTree(["middleware.js"]);
  const isNeeded = (from: string) => from !== join(".next", "cache");
  cpSync(".next", join(tree, ".next"), {
    recursive: true,
    filter: isNeeded,
    verbatimSymlinks: true,
  });
  const table = join(tree, ".next/server/functions-config-manifest.json");
  const { functions, ...rest } = JSON.parse(readFileSync(table, "utf8"));
  const { [MIDDLEWARE]: middleware, ...others } = functions;
  if (!middleware) throw new Error(`The build has no ${MIDDLEWARE}`);
  writeFileSync(table, JSON.stringify({ ...rest, functions: others }));
  return tree;
}

/**
 * Builds the folder for a container, from a copy of this tree that is gone afterwards.
 * @param extra further files of the copy, with their content.
 * @returns the folder, alone in an empty place, to be removed.
 * @throws Error with the output of a build that failed.
 */
export async function buildStandalone(extra: Record<string, string>): Promise<string> {
  const tree = copyTree([]);
  try {
    for (const [name, text] of Object.entries(extra)) writeFileSync(join(tree, name), text);
    await runNode(tree, ["scripts/standalone/build.mjs"]);
    const folder = mkdtempSync(join(tmpdir(), "latchkey-standalone-"));
    cpSync(join(tree, ".next-standalone/standalone"), folder, {
      recursive: true,
      verbatimSymlinks: true,
    });
    return folder;
  } finally {
    rmSync(tree, { recursive: true });
  }
}

/** Copies this tree as it is built from and started. @returns the folder, to be removed */
export function copyTree(without: string[]): string {
  const tree = mkdtempSync(join(tmpdir(), "latchkey-copy-"));
  for (const source of SOURCES.filter((name) => !without.includes(name))) {
    const filter = (from: string) => from !== PRODUCT_TESTS;
    cpSync(source, join(tree, source), { recursive: true, filter });
  }
  link("node_modules", join(tree, "node_modules"));
  return tree;
}

/**
 * Copies everything that git tracks or would, with the generated clients: a checkout in which every check
 * runs. @returns the folder, to be removed
 */
export function copyCheckout(): string {
  const tree = mkdtempSync(join(tmpdir(), "checkout-"));
  // The account of the tests' PostgreSQL runs programs of its node_modules.
  chmodSync(tree, 0o755);
  const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", listed, { encoding: "utf8" }).split("\0").filter(Boolean);
  // Deleted and uncommitted files are listed, too.
  for (const file of [...files.filter((name) => existsSync(name)), GENERATED]) {
    cpSync(file, join(tree, file), { recursive: true });
  }
  link("node_modules", join(tree, "node_modules"));
  return tree;
}

/** Since this commit the schema has only been added to; 0.1.0 was before. */
const FIRST_HELD = "09eed8d8f0a6c1d6076d87c665ff81d9bd211c48";

const git = (...args: string[]) =>
  execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

/**
 * The version that runs while this tree is rolled out: the commit that last gave a release its heading in
 * CHANGELOG.md, or the first one whose schema must be compatible.
 * @returns a commit; null without git, or where the history was cut off before it
 */
export function releaseBefore(): string | null {
  try {
    const heading = ["-G", "^## \\[[0-9]", "--", "CHANGELOG.md"];
    return git("log", "-1", "--format=%H", `${FIRST_HELD}..HEAD`, ...heading) || FIRST_HELD;
  } catch {
    return null;
  }
}

/**
 * Builds the app as it was at a commit, with its own packages where they differ.
 * @returns the folder, to be removed
 * @throws Error with the output of what failed
 */
export async function buildRelease(commit: string): Promise<string> {
  const tree = mkdtempSync(join(tmpdir(), "latchkey-release-"));
  const archive = execFileSync("git", ["archive", commit], { maxBuffer: 256 * 1024 * 1024 });
  execFileSync("tar", ["-x", "-C", tree], { input: archive });
  const packages = (root: string) => readFileSync(join(root, "package-lock.json"), "utf8");
  if (packages(tree) === packages(process.cwd())) link("node_modules", join(tree, "node_modules"));
  else execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: tree, stdio: "ignore" });
  await runNode(tree, ["scripts/prisma/generate.mjs"]);
  await runNode(tree, ["node_modules/next/dist/bin/next", "build"]);
  return tree;
}

/**
 * Runs a Node program in a tree.
 * @param env on top of this process's
 * @returns what it printed
 * @throws Error with its output when it fails
 */
export const runNode = (cwd: string, args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    maxBuffer: 16 * 1024 * 1024,
  });

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
