import type { Client } from "pg";
import { knownMigrations } from "@/lib/platform/db/migration-files";
import { MoveError } from "./move-error";
import type { Source } from "./source";
import { MIGRATIONS, quoted, tableNames } from "./tables";

/** @throws MoveError unless the SQLite file has the schema of this version of the app */
export function expectMigrated({ migrations }: Source): void {
  const known = knownMigrations("sqlite");
  const pending = known.filter((name) => !migrations.includes(name));
  if (pending.length > 0) {
    throw new MoveError(
      `The SQLite file lacks migrations: ${pending.join(", ")}. Run: npm run db:migrate`,
    );
  }
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new MoveError(
      `The SQLite file has migrations this version does not know: ${newer.join(", ")}. Use the version it was run with`,
    );
  }
}

/** Whether the PostgreSQL database has the schema of this version of the app. */
export async function isMigrated(target: Client): Promise<boolean> {
  const applied = await migrationsOf(target);
  return knownMigrations("postgresql").every((name) => applied.includes(name));
}

async function migrationsOf(target: Client): Promise<string[]> {
  if (!(await tableNames(target)).includes(MIGRATIONS)) return [];
  const { rows } = await target.query(
    `SELECT migration_name FROM ${quoted(MIGRATIONS)}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  return rows.map((row) => row.migration_name);
}
