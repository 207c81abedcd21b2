import { env } from "@/lib/platform/config/env";
import { db } from "./client";
import { read } from "./driver-read";
import { isMissingTable } from "./errors";
import { knownMigrations } from "./migration-files";

/** How a database and this version of the app differ; by names, oldest first. */
export type MigrationState = {
  /** In the source tree, but not in the database. */
  pending: string[];
  /** In the database, but not in the source tree: a newer version has migrated it. */
  unknown: string[];
};

/** @throws the driver's error when the database cannot be asked */
export async function migrationState(): Promise<MigrationState> {
  const applied = await appliedMigrations();
  const known = knownMigrations(env.postgres ? "postgresql" : "sqlite");
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

const APPLIED = `
  SELECT migration_name FROM "_prisma_migrations"
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`;

async function appliedMigrations(): Promise<string[]> {
  try {
    const rows = await read<{ migration_name: string }>(APPLIED, []);
    return rows.map((row) => row.migration_name);
  } catch (error) {
    // A database that nobody has migrated yet.
    if (isMissingTable(error)) return [];
    throw error;
  }
}

/**
 * Asks the database through Prisma, which has a sentence for the operator where the driver has a code.
 * @param error the driver's
 * @throws Prisma's error, or the driver's where the database answers by now or the driver itself does not load:
 * its second attempt no longer says why
 */
export async function throwPrismaError(error: unknown): Promise<never> {
  if ((error as NodeJS.ErrnoException).code === "ERR_DLOPEN_FAILED") throw error;
  await db.$queryRaw`SELECT 1`;
  throw error;
}
