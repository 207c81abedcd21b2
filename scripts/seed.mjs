// npm run seed: sets up what is missing, as `npm start` does, then creates the demo accounts.

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
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "prisma/seed.ts"], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} catch (error) {
  fail(error, "seed");
}
