import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const SQLITE_SCHEMA = "prisma/schema.prisma";
export const POSTGRESQL_SCHEMA = "lib/platform/db/generated/postgresql.prisma";

/**
 * Writes the PostgreSQL twin of the one schema: same models, other provider and output.
 *
 * @param {string} source the SQLite schema to read.
 * @param {string} target where to write.
 * @returns the path written.
 * @throws when the schema no longer has the lines to replace.
 */
export function derivePostgresqlSchema(source = SQLITE_SCHEMA, target = POSTGRESQL_SCHEMA) {
  const schema = readFileSync(source, "utf8");
  const derived = replaceOnce(
    replaceOnce(schema, 'provider = "sqlite"', 'provider = "postgresql"'),
    '"../lib/platform/db/generated/sqlite"',
    '"./postgresql"',
  );
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `// Derived from ${SQLITE_SCHEMA}: do not edit.\n${derived}`);
  return target;
}

/**
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`${SQLITE_SCHEMA} must contain ${from} once`);
  return text.replace(from, to);
}
