#!/usr/bin/env node
// The program that the Prisma CLI starts in place of its native schema engine: it takes the same
// arguments, speaks the same JSON-RPC on standard input and output, and lets ../engine do the work.
// README.md in this folder says when it is used.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { adapterFor } from "../engine/adapters.mjs";
import { describeError } from "../engine/errors.mjs";
import { loadSchemaEngine } from "../engine/load.mjs";
import { IntrospectingPg } from "./introspecting-pg.mjs";
import { logError } from "./log.mjs";
import { serve } from "./rpc.mjs";

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
const adapter = adapterFor(url ?? "file::memory:", "public", IntrospectingPg);

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
