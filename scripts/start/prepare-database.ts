import { checkDatabase, checkEnvironment, migrationsPending } from "@/lib/web/server/boot";
import { applyMigrations } from "../prisma/apply-migrations.mjs";
import { fail, step } from "./tell.mjs";

/** Checks the environment, then applies the pending migrations. */
async function prepare(): Promise<void> {
  const env = await checkEnvironment();
  const pending = await checkDatabase();
  // SQLite's migrations need exclusive access to the file.
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  if (pending.length === 0) return;
  if (!env.AUTO_MIGRATE) throw migrationsPending(pending);
  await applyMigrations();
  step(`Applied ${pending.length === 1 ? "1 migration" : `${pending.length} migrations`}`);
}

prepare().catch(fail);
