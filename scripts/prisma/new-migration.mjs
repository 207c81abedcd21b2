// Writes a new migration for both databases: what leads from the schema of the
// last migration, kept beside the migrations, to the schema of now. No database
// is asked, so it works anywhere. Usage: npm run db:new-migration -- NAME

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runPrisma } from "./cli.mjs";
import { derivePostgresqlSchema, SQLITE_SCHEMA } from "./derive-postgresql.mjs";

const MIGRATIONS = "prisma/migrations";
const LAST_SCHEMA = `${MIGRATIONS}/last.prisma`;

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) fail("Give the migration a name in snake_case.");

const scripts = {
  sqlite: scriptBetween(LAST_SCHEMA, SQLITE_SCHEMA),
  postgresql: derivedScriptBetween(LAST_SCHEMA, SQLITE_SCHEMA),
};

const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
for (const [database, sql] of Object.entries(scripts)) {
  if (!sql) {
    process.stdout.write(`${database}: no table changes\n`);
    continue;
  }
  const folder = path.join(MIGRATIONS, database, `${time}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), sql);
  process.stdout.write(`${folder}/migration.sql\n`);
}
copyFileSync(SQLITE_SCHEMA, LAST_SCHEMA);

/**
 * @param {string} from
 * @param {string} to
 * @returns the SQL, or nothing when the schemas agree.
 */
function scriptBetween(from, to) {
  const sql = runPrisma(["migrate", "diff", "--from-schema", from, "--to-schema", to, "--script"]);
  return sql.includes("This is an empty migration") ? "" : `${sql.trim()}\n`;
}

/**
 * @param {string} from
 * @param {string} to
 */
function derivedScriptBetween(from, to) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-"));
  try {
    return scriptBetween(
      derivePostgresqlSchema(from, path.join(folder, "from.prisma")),
      derivePostgresqlSchema(to, path.join(folder, "to.prisma")),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
