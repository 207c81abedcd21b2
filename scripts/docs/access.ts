// npm run docs:access: writes the tables of docs/access.md from what the files of pages/ declare.

import { readFileSync, writeFileSync } from "node:fs";

// As for a build: the pages are loaded for what they declare, in an environment without secrets.
process.env.NEXT_PHASE = "phase-production-build";
// And for nothing that they look like.
require.extensions[".css"] = () => {};

const PAGE = "docs/access.md";

async function main(): Promise<void> {
  const { accessPage } = await import("./access-page");
  writeFileSync(PAGE, accessPage(readFileSync(PAGE, "utf8")));
}

void main();
