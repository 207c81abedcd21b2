import { readdir } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import { db } from "./client";
import { isMissingTable } from "./errors";

const DATABASE = env.postgres ? "postgresql" : "sqlite";

/**
 * The migrations in the source tree that this database has not had, oldest first.
 * @throws the driver's error when the database cannot be asked.
 */
export async function pendingMigrations(): Promise<string[]> {
  const [known, applied] = await Promise.all([knownMigrations(), appliedMigrations()]);
  return known.filter((name) => !applied.has(name));
}

async function knownMigrations(): Promise<string[]> {
  const folder = path.join(process.cwd(), "prisma", "migrations", DATABASE);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
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
