// Starts the folder that `npm run build:standalone` made: brings the database up to date, then serves.

import { fileURLToPath } from "node:url";
import { loadEnv } from "../load-env.mjs";
import { addressOf } from "../start/address.mjs";
import { prepareDatabase } from "../start/prepare.mjs";
import { serve } from "../start/serve.mjs";
import { fail, tellVersion } from "../start/tell.mjs";

const inFolder = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`../../${name}`, import.meta.url));

try {
  process.chdir(inFolder("."));
  Object.assign(process.env, { NODE_ENV: "production" });
  loadEnv();
  prepareDatabase([inFolder("scripts/start/prepare-database.mjs")]);
  // Not before it has checked what was set.
  const { host, port } = addressOf();
  // What Next calls them. In a container HOSTNAME is the container's name.
  Object.assign(process.env, { HOSTNAME: host, PORT: String(port) });
  tellVersion();
  // prepareDatabase() checked the number.
  serve(inFolder("server.js"), [], Number(process.env.WEB_CONCURRENCY || 1));
} catch (error) {
  fail(error);
}
