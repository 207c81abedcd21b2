// npm run docs:access: writes the tables of docs/access.md and the OpenAPI document from what the files
// of pages/ declare.

import { readFileSync, writeFileSync } from "node:fs";

// As for a build: the pages are loaded for their declarations, in an environment without secrets.
process.env.NEXT_PHASE = "phase-production-build";
// Without what they render.
require.extensions[".css"] = () => {};

const PAGE = "docs/access.md";

async function main(): Promise<void> {
  const { accessPage } = await import("./access-page");
  const { DOCUMENT, openApiText } = await import("./openapi/document");
  writeFileSync(PAGE, accessPage(readFileSync(PAGE, "utf8")));
  writeFileSync(DOCUMENT, openApiText());
}

void main();
