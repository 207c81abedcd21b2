#!/usr/bin/env node
// Replaces Prisma's native schema engine, which the CLI would download when it first needs it. This is
// the same engine as WebAssembly, from the package registry, so `prisma generate` and `prisma migrate`
// work on closed networks. prisma.config.ts names this file in PRISMA_SCHEMA_ENGINE_BINARY.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { adapterFor } from "./engine/adapters.mjs";
import { describeError } from "./engine/errors.mjs";
import { loadSchemaEngine } from "./engine/load.mjs";
import { logError } from "./engine/log.mjs";
import { serve } from "./engine/rpc.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
  },
});

const { url } = JSON.parse(String(values.datasource ?? "{}"));
// `prisma generate` and `migrate diff` between two schemas name no database.
const adapter = adapterFor(url ?? "file::memory:");

if (positionals[0] === "cli") {
  await connectOnce();
} else {
  await serveEngine();
}

/**
 * Runs `cli can-connect-to-database` and `cli create-database`. Connecting answers both: SQLite creates
 * its file by that, and a PostgreSQL database is created by its owner.
 */
async function connectOnce() {
  try {
    const connection = await adapter.connect();
    await connection.executeScript("SELECT 1");
    await connection.dispose();
  } catch (error) {
    logError({ error_code: "P1001", message: describeError(error).message });
    process.exitCode = 1;
  }
}

async function serveEngine() {
  const SchemaEngine = await loadSchemaEngine(abort);
  const bound = bindMigrationAwareSqlAdapterFactory(adapter);
  const engine = await SchemaEngine.new({ datamodels: readDatamodels() }, () => {}, bound);

  await serve(
    (method, params) => {
      const name = method === "getDatabaseVersion" ? "version" : method;
      return /** @type {any} */ (engine)[name](params);
    },
    (error) => describeError(error),
  );
  process.exit(0);
}

/** The schema files named on the command line; the engine panics on an empty list. */
function readDatamodels() {
  const files = /** @type {string[] | undefined} */ (values.datamodels);
  return files?.map((file) => /** @type {[string, string]} */ ([file, readFileSync(file, "utf8")]));
}

/** @param {string} message */
function abort(message) {
  logError({ message });
  process.exit(101);
}
