import { checkDatabase, checkEnvironment, migrationsPending } from "@/lib/web/server/boot";
import { applyMigrations } from "../prisma/apply-migrations.mjs";
import { checkMigrationUrl } from "./migration-url.mjs";
import { fail, step } from "./tell.mjs";

/** Checks the environment, applies the pending migrations, and reports missing keys. */
async function prepare(): Promise<void> {
  const env = await checkEnvironment();
  const { pending } = await checkDatabase();
  const { disconnect } = await import("@/lib/platform/db/client");
  if (pending.length === 0) {
    const { checkReplica } = await import("@/lib/platform/db/replica");
    await checkReplica().catch((error: Error) => {
      step(`Warning: DATABASE_REPLICA_URL is of no use now: ${error.message}`);
    });
    const { missingKeys } = await import("@/lib/web/server/keys");
    for (const told of await missingKeys()) step(`Warning: ${told}`);
  }
  // SQLite's migrations need exclusive access to the file.
  await disconnect();
  if (pending.length === 0) return;
  if (!env.AUTO_MIGRATE) throw migrationsPending(pending);
  await checkMigrationUrl();
  const { length } = await applyMigrations(undefined, { tell: step });
  // None, where another process was first.
  if (length > 0) step(`Applied ${length === 1 ? "1 migration" : `${length} migrations`}`);
}

prepare().catch(fail);
