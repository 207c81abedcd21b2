import { addonFor } from "../../scripts/smoke/addon.mjs";
import { installNodes } from "../../scripts/smoke/nodes.mjs";

/** The line of a release, such as "24". */
const lineOf = (version) => version.split(".", 1)[0];

/**
 * The releases of Node that servers run on.
 * @param lines such as ["20", "24"], of scripts/smoke/nodes; none for the Node that runs this
 * @returns of each its line, its program, and the variables with which it loads better-sqlite3
 */
export async function nodesOf(lines = []) {
  if (lines.length === 0) {
    return [{ line: lineOf(process.versions.node), binary: process.execPath, env: {} }];
  }
  const nodes = await installNodes(lines);
  return Promise.all(
    nodes.map(async (node) => ({
      line: lineOf(node.version),
      binary: node.binary,
      env: await addonFor(node, { optimised: true }),
    })),
  );
}
