import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { app } from "./app";
import { copyPostgres, copySqlite } from "./databases";
import { handedOver } from "./handover";
import { type AppServer, startServer } from "./server";

/**
 * Starts a process of the app on an empty database of its own, of the kind the project's tests
 * share. Stop it.
 * @param name of the database; no other test may use it.
 * @param env variables of lib/env.ts that differ from the shared server's.
 */
export async function startApart(
  name: string,
  env: Record<string, string> = {},
): Promise<AppServer> {
  const root = dirname(app.dataDir);
  const shared = process.env.DATABASE_URL;
  if (!shared) return startServer({ dataDir: copySqlite(handedOver("sqliteTemplate"), root), env });
  const databaseUrl = await copyPostgres(shared, name);
  return startServer({ dataDir: mkdtempSync(join(root, "data-")), databaseUrl, env });
}
