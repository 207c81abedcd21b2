import { readdirSync } from "node:fs";
import path from "node:path";

/** The names of the migrations in the source tree, oldest first. */
export function knownMigrations(database: "sqlite" | "postgresql"): string[] {
  const folder = path.join(process.cwd(), "prisma", "migrations", database);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
