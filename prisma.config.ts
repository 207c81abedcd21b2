import { defineConfig } from "prisma/config";
import { loadEnv } from "./scripts/load-env.mjs";
import { configuredDatabase } from "./scripts/prisma/database.mjs";
import { derivePostgresqlSchema, SQLITE_SCHEMA } from "./scripts/prisma/derive-postgresql.mjs";
import { chooseSchemaEngine } from "./scripts/prisma/offline/choose-engine.mjs";

loadEnv();
chooseSchemaEngine();

const { url, migrations } = configuredDatabase();

export default defineConfig({
  schema: process.env.DATABASE_URL ? derivePostgresqlSchema() : SQLITE_SCHEMA,
  migrations: { path: migrations },
  datasource: { url },
});
