// npm run smoke [-- 20 22 24]: starts the app, built once, on each supported line of Node, and signs
// somebody up and in there. The releases come from the package registry (scripts/smoke/nodes).

import { generateClients } from "../prisma/generate.mjs";
import { buildIfChanged } from "../start/build.mjs";
import { fail, step } from "../start/tell.mjs";
import { addonFor } from "./addon.mjs";
import { withApp } from "./app.mjs";
import { installNodes, listedMajors } from "./nodes.mjs";
import { visit } from "./visit.mjs";

try {
  await smoke(process.argv.slice(2));
} catch (error) {
  fail(error, "run the smoke test");
}

/**
 * @param {string[]} asked the major versions, all that are listed if none is named.
 */
async function smoke(asked) {
  const listed = listedMajors();
  if (listed.length === 0) {
    step(`Skipped: the registry has no Node for ${process.platform} on ${process.arch}`);
    return;
  }
  const majors = asked.length > 0 ? asked : listed;
  const unknown = majors.find((major) => !listed.includes(major));
  if (unknown) throw new Error(`Node ${unknown} is not in scripts/smoke/nodes/package.json`);

  generateClients();
  buildIfChanged();
  const nodes = await installNodes(majors);
  step("Building better-sqlite3 for each line of Node (about a minute, once)");
  const addons = await Promise.all(nodes.map((node) => addonFor(node)));
  for (const [index, { version, binary }] of nodes.entries()) {
    const since = Date.now();
    await withApp(binary, addons[index] ?? {}, visit).catch((error) => {
      throw new Error(`on Node ${version}: ${error.message}`);
    });
    step(`Node ${version}: signed up, verified, signed in, stopped (${seconds(since)} s)`);
  }
}

/** @param {number} since */
function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}
