// npm run build:standalone: builds the app as one folder that needs nothing but Node.

import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { generateClients } from "../prisma/generate.mjs";
import { buildApp } from "../start/build.mjs";
import { fail, step } from "../start/tell.mjs";

const BUILD = ".next-standalone";
const FOLDER = path.join(BUILD, "standalone");

try {
  generateClients();
  step("Building the app (about a minute)");
  buildApp({ LATCHKEY_STANDALONE: "1" });
  cpSync(path.join(BUILD, "static"), path.join(FOLDER, BUILD, "static"), { recursive: true });
  // Next copies these files. They belong to one machine, and may hold secrets.
  for (const file of [".env", ".env.production"]) rmSync(path.join(FOLDER, file), { force: true });
  await bundleScripts();
  const preloaded = "scripts/start/early-requests.cjs";
  cpSync(preloaded, path.join(FOLDER, preloaded));
  step(`Built ${FOLDER}: node scripts/standalone/start.mjs starts it`);
} catch (error) {
  fail(error);
}

/** Bundles the scripts that run in the folder and that no route imports. Their packages are there. */
async function bundleScripts() {
  await bundle([
    "scripts/standalone/start.mjs",
    "scripts/standalone/healthy.mjs",
    "scripts/backup.mjs",
  ]);
  // They load drivers by `require` (docs/decisions/047-loaded-when-used.md), which an ES module does not have.
  await bundle(
    [
      "scripts/start/prepare-database.ts",
      "scripts/account.ts",
      "scripts/people/import.ts",
      "scripts/people/export.ts",
    ],
    {
      js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);',
    },
  );
}

/**
 * @param {string[]} entryPoints
 * @param {Record<string, string>} [banner] what the files begin with
 */
async function bundle(entryPoints, banner = {}) {
  await build({
    entryPoints,
    banner,
    outdir: FOLDER,
    outbase: ".",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}
