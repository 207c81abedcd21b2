import { env } from "@/lib/platform/config/env";
import { db } from "./client";
import { isMissingTable } from "./errors";
import { knownMigrations } from "./migration-files";

/**
 * The migrations in the source tree that this database has not had, oldest first.
 * @throws the driver's error when the database cannot be asked.
 */
export async function pendingMigrations(): Promise<string[]> {
  const applied = await appliedMigrations();
  return knownMigrations(env.postgres ? "postgresql" : "sqlite").filter(
    (name) => !applied.has(name),
  );
}

async function appliedMigrations(): Promise<Set<string>> {
  try {
    const rows = await db.$queryRaw<{ migration_name: string }[]>`
      SELECT migration_name FROM "_prisma_migrations"
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    // A database nobody has migrated yet.
    if (isMissingTable(error)) return new Set();
    throw error;
  }
}
