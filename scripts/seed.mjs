// npm run seed [-- --demo]: sets up what is missing, as `npm start` does, then creates the demo accounts.

import { spawnSync } from "node:child_process";
import { loadEnv } from "./load-env.mjs";
import { generateClients } from "./prisma/generate.mjs";
import { ensureLocalSettings } from "./start/local-settings.mjs";
import { prepareDatabase } from "./start/prepare.mjs";
import { fail } from "./start/tell.mjs";

try {
  loadEnv();
  ensureLocalSettings();
  generateClients();
  prepareDatabase();
  const program = ["--import", "tsx", "prisma/seed.ts", ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, program, { stdio: "inherit" });
  process.exitCode = status ?? 1;
} catch (error) {
  fail(error, "seed");
}
