import { execFile } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const LIST = fileURLToPath(new URL("./nodes", import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;
/** Away from the sources, which are copied into images: three releases are half a gigabyte. */
const FOLDER = "node_modules/.cache/latchkey-smoke/nodes";

/**
 * One release of Node.
 * @typedef {object} Node
 * @property {string} version such as `24.22.3`.
 * @property {string} abi the version of its interface for native modules, `process.versions.modules`.
 * @property {string} binary the path of its program.
 * @property {string} folder where its `include/` is.
 */

/** The major versions that scripts/smoke/nodes/package.json lists for this platform, oldest first. */
export function listedMajors() {
  const { optionalDependencies } = JSON.parse(
    readFileSync(path.join(LIST, "package.json"), "utf8"),
  );
  return Object.keys(optionalDependencies)
    .map((name) => /^node-(\d+)-(.+)$/.exec(name) ?? [])
    .filter(([, , platform]) => platform === PLATFORM)
    .map(([, major]) => String(major));
}

/**
 * Installs the listed releases of Node from the package registry.
 *
 * @param {string[]} majors those wanted, of listedMajors().
 * @returns {Promise<Node[]>}
 * @throws Error when npm cannot install them.
 */
export async function installNodes(majors) {
  const folders = majors.map((major) =>
    path.resolve(FOLDER, "node_modules", `node-${major}-${PLATFORM}`),
  );
  cpSync(LIST, FOLDER, { recursive: true });
  await run("npm", ["install", "--prefix", FOLDER]);
  return Promise.all(
    folders.map(async (folder) => {
      const binary = path.join(folder, "bin/node");
      const { stdout } = await run(binary, ["-p", "JSON.stringify(process.versions)"]);
      const { node, modules } = JSON.parse(stdout);
      return { version: node, abi: modules, binary, folder };
    }),
  );
}
