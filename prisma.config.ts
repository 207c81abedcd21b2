import path from "node:path";
import { defineConfig } from "prisma/config";
import { loadEnv } from "./scripts/load-env.mjs";
import { chooseSchemaEngine } from "./scripts/prisma/choose-engine.mjs";
import { derivePostgresqlSchema, SQLITE_SCHEMA } from "./scripts/prisma/derive-postgresql.mjs";

loadEnv();
chooseSchemaEngine();

const { DATABASE_URL, DATA_DIR } = process.env;

const postgresql = (url: string) =>
  defineConfig({
    schema: derivePostgresqlSchema(),
    migrations: { path: "prisma/migrations/postgresql" },
    datasource: { url },
  });

const sqlite = (folder: string) =>
  defineConfig({
    schema: SQLITE_SCHEMA,
    migrations: { path: "prisma/migrations/sqlite" },
    datasource: { url: `file:${path.join(folder, "latchkey.db")}` },
  });

export default DATABASE_URL ? postgresql(DATABASE_URL) : sqlite(DATA_DIR || ".data");
