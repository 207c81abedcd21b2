// npm start and npm run dev: sets up what is missing, then serves.

import { createRequire } from "node:module";
import { loadEnv } from "./load-env.mjs";
import { generateClients } from "./prisma/generate.mjs";
import { addressOf, requireFree } from "./start/address.mjs";
import { buildIfChanged, writeBrandFiles } from "./start/build.mjs";
import { ensureLocalSettings } from "./start/local-settings.mjs";
import { prepareDatabase } from "./start/prepare.mjs";
import { serve, serveDevelopment } from "./start/serve.mjs";
import { fail, step, tellVersion } from "./start/tell.mjs";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");
const mode = process.argv[2] === "dev" ? "dev" : "start";
Object.assign(process.env, { NODE_ENV: mode === "dev" ? "development" : "production" });

try {
  loadEnv();
  if (ensureLocalSettings()) step("Wrote fresh secrets to .env.local");
  const address = addressOf();
  await requireFree(address);
  if (generateClients()) step("Generated the database clients");
  prepareDatabase();
  if (mode === "start") buildIfChanged();
  else writeBrandFiles();
  step(`Serving ${process.env.NEXTAUTH_URL}`);
  step(`Listening on ${address.host}, port ${address.port}`);
  tellVersion();
  const args = [mode, "--port", String(address.port), "--hostname", address.host];
  if (mode === "dev") await serveDevelopment(NEXT, args);
  // prepareDatabase() checked the number.
  else serve(NEXT, args, Number(process.env.WEB_CONCURRENCY || 1));
} catch (error) {
  fail(error);
}
