import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { step } from "./tell.mjs";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");
const STAMP = ".next/latchkey-build";

/** What `next build` reads. */
const SOURCES = [
  "components",
  "lib",
  "pages",
  "product",
  "public",
  "styles",
  "types",
  "prisma/schema",
  "instrumentation.ts",
  "middleware.js",
  "next.config.js",
  "package-lock.json",
  "tsconfig.json",
];
/** Among them, but made from others: from the schema, from the brand, from components/form. */
const MADE = [
  "lib/platform/db/generated",
  "styles/brand.css",
  "public/favicon.svg",
  "public/forms.js",
  "public/password-strength.js",
  "public/passkeys.js",
].map(path.normalize);

/**
 * Builds the app, unless the existing build was made from the same sources.
 *
 * @throws Error with the output of a build that failed.
 */
export function buildIfChanged() {
  const stamp = stampOf();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  step("Building the app (about a minute)");
  // Removed first, so that an interrupted build does not count as a complete one.
  rmSync(STAMP, { force: true });
  buildApp();
  writeFileSync(STAMP, stamp);
}

/** Writes the stylesheet and the icon that are made from the brand. */
export function writeBrandFiles() {
  runNode(["--import", "tsx", "scripts/brand/write.ts"], "the brand's files could not be written");
}

/**
 * Runs `next build`, quietly and without its type check, with the brand as it is now.
 *
 * @param {Record<string, string>} [env] on top of this process's environment.
 * @throws Error with the output of a build that failed.
 */
export function buildApp(env = {}) {
  writeBrandFiles();
  runNode([NEXT, "build"], "the build failed", env);
}

/**
 * Runs Node quietly, as for production.
 *
 * @param {string[]} args
 * @param {string} complaint what did not work, should it fail.
 * @param {Record<string, string>} [env] on top of this process's environment.
 * @throws Error with the complaint and the output.
 */
function runNode(args, complaint, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      LATCHKEY_SKIP_TYPES: "1",
      ...env,
    },
  });
  if (status !== 0) throw new Error(`${complaint}\n${stdout}${stderr}`);
}

function stampOf() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesBelow).sort()) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} source
 * @returns {string[]}
 */
function filesBelow(source) {
  if (!existsSync(source)) return [];
  if (statSync(source).isFile()) return [source];
  return readdirSync(source, { withFileTypes: true })
    .map((entry) => path.join(source, entry.name))
    .filter((file) => !MADE.includes(file))
    .flatMap(filesBelow);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) buildIfChanged();
