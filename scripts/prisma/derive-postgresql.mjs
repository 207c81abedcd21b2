import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The folder of schema files, for SQLite: latchkey.prisma, product.prisma. */
export const SQLITE_SCHEMA = "prisma/schema";
/** The same for PostgreSQL, derived. */
export const POSTGRESQL_SCHEMA = "lib/platform/db/generated/postgresql-schema";

/** @returns the paths of the schema files, in order. */
export function schemaFiles() {
  return readdirSync(SQLITE_SCHEMA)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => path.join(SQLITE_SCHEMA, name));
}

/**
 * Writes the PostgreSQL twin of the schema: the same models, with another provider and output.
 *
 * @returns the folder written.
 * @throws when the schema no longer has the lines to replace.
 */
export function derivePostgresqlSchema() {
  rmSync(POSTGRESQL_SCHEMA, { recursive: true, force: true });
  mkdirSync(POSTGRESQL_SCHEMA, { recursive: true });
  for (const file of schemaFiles()) {
    const schema = readFileSync(file, "utf8");
    const derived = /^datasource /m.test(schema)
      ? replaceOnce(
          forPostgresql(schema),
          '"../../lib/platform/db/generated/sqlite"',
          '"../postgresql"',
        )
      : schema;
    const target = path.join(POSTGRESQL_SCHEMA, path.basename(file));
    writeFileSync(target, `// Derived from ${file}: do not edit.\n${derived}`);
  }
  return POSTGRESQL_SCHEMA;
}

/**
 * @param {string} schema
 * @returns the schema, with PostgreSQL as its database.
 */
export function forPostgresql(schema) {
  return replaceOnce(schema, 'provider = "sqlite"', 'provider = "postgresql"');
}

/**
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`The schema must contain ${from} once`);
  return text.replace(from, to);
}
