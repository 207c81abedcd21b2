import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGE = path.dirname(createRequire(import.meta.url).resolve("better-sqlite3/package.json"));
const CACHE = path.join(path.dirname(PACKAGE), ".cache/latchkey-smoke");
const ADDON = "build/Release/better_sqlite3.node";
const UNOPTIMISED = { CFLAGS: "-O0", CXXFLAGS: "-O0" };
const PRELOAD = fileURLToPath(new URL("./load-addon.cjs", import.meta.url));

/**
 * Builds better-sqlite3, the one native module bound to a release line of Node, for another line. It
 * is done in a copy of the package, so that the installed one stays as it is, and once only.
 *
 * @param {import("./nodes.mjs").Node} node
 * @param {{ optimised?: boolean }} [how] as it is installed for use; otherwise SQLite compiles in a third of
 *   the time.
 * @returns {Promise<Record<string, string>>} the variables with which that Node loads it.
 * @throws Error with the compiler's output.
 */
export async function addonFor(node, { optimised = false } = {}) {
  if (node.abi === process.versions.modules) return {};
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const name = `better-sqlite3-${version}-${node.abi}-${process.arch}`;
  const built = path.join(CACHE, optimised ? `${name}-optimised` : name);
  if (!existsSync(built)) await build(node, built, optimised ? {} : UNOPTIMISED);
  return {
    NODE_OPTIONS: `--require ${PRELOAD}`,
    LATCHKEY_SMOKE_ADDON: path.join(built, ADDON),
  };
}

/**
 * @param {import("./nodes.mjs").Node} node
 * @param {string} target
 * @param {Record<string, string>} flags
 */
async function build(node, target, flags) {
  const folder = `${target}.${process.pid}`;
  cpSync(PACKAGE, folder, {
    recursive: true,
    filter: (source) => source !== path.join(PACKAGE, "build"),
  });
  try {
    // The package's own install script: it downloads a prebuilt addon, or compiles one.
    await run("npm", ["run", "install", "--prefix", folder, `--nodedir=${node.folder}`], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        PATH: `${path.dirname(node.binary)}${path.delimiter}${process.env.PATH}`,
        ...flags,
      },
    });
    renameSync(folder, target);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
