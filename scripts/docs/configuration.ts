// npm run docs:configuration: writes docs/configuration.md from lib/platform/config/env.ts.

import { writeFile } from "node:fs/promises";
import { configurationPage } from "./configuration-page";

async function main(): Promise<void> {
  // As in a build: the module is loaded for its declarations, in an environment without secrets.
  process.env.NEXT_PHASE = "phase-production-build";
  const { variables } = await import("@/lib/platform/config/env");
  await writeFile("docs/configuration.md", configurationPage(variables));
}

void main();
