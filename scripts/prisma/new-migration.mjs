// npm run db:new-migration -- NAME: writes the migration from the schema of the committed migrations to
// the schema as it is now, for both databases, then generates the clients.
//
// The schema of the committed migrations is not kept in a file, which two branches would have to
// merge: it is read from an SQLite file to which all of them were just applied. After a merge there is
// nothing to do: the migrations of both branches add up. It needs no other database.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { runPrisma } from "./cli.mjs";
import { configuredDatabase } from "./database.mjs";
import { derivePostgresqlSchema, forPostgresql, SQLITE_SCHEMA } from "./derive-postgresql.mjs";
import { generateClients } from "./generate.mjs";

const MIGRATIONS = "prisma/migrations";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write("Give the migration a name in snake_case.\n");
  process.exit(1);
}

// The same for both databases.
const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-migration-"));
try {
  const before = schemaOfMigrations();
  write("sqlite", scriptBetween(before, SQLITE_SCHEMA));
  write("postgresql", scriptBetween(forPostgresql(before), derivePostgresqlSchema()));
} finally {
  rmSync(folder, { recursive: true });
}
generateClients();

/** The schema that the committed SQLite migrations lead to. Tests hold PostgreSQL's to the same. */
function schemaOfMigrations() {
  const env = { DATABASE_URL: "", DATA_DIR: folder };
  const { url, migrations } = configuredDatabase(env);
  const file = new Database(url.slice("file:".length));
  for (const migration of readdirSync(migrations).sort()) {
    if (/^\d/.test(migration)) {
      file.exec(readFileSync(path.join(migrations, migration, "migration.sql"), "utf8"));
    }
  }
  file.close();
  const empty = path.join(folder, "empty.prisma");
  writeFileSync(empty, 'datasource db {\n  provider = "sqlite"\n}\n');
  return runPrisma(["db", "pull", "--print", "--schema", empty], env);
}

/**
 * @param {string} before a schema.
 * @param {string} now the folder of the new schema.
 * @returns the SQL, or nothing when the schemas agree.
 */
function scriptBetween(before, now) {
  const from = path.join(folder, "before.prisma");
  writeFileSync(from, before);
  const sql = runPrisma(["migrate", "diff", "--from-schema", from, "--to-schema", now, "--script"]);
  return sql.includes("This is an empty migration") ? "" : `${sql.trim()}\n`;
}

/**
 * @param {"sqlite" | "postgresql"} database
 * @param {string} sql
 */
function write(database, sql) {
  if (!sql) {
    process.stdout.write(`${database}: no table changes\n`);
    return;
  }
  const target = path.join(MIGRATIONS, database, `${time}_${name}`);
  mkdirSync(target);
  writeFileSync(path.join(target, "migration.sql"), sql);
  process.stdout.write(`${target}/migration.sql\n`);
}
