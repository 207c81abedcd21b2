import { START_MS } from "../process/patience";
import { app } from "./app";
import { type AppServer, startServer } from "./server";

/**
 * Starts a second process of the app on the database the project's tests share. Stop it.
 * @param env variables of lib/platform/config/env.ts that differ from the shared server's.
 * @param cwd the built tree to serve, if not this one.
 */
export function startSibling(env: Record<string, string> = {}, cwd?: string): Promise<AppServer> {
  return startServer({
    dataDir: app.dataDir,
    databaseUrl: process.env.DATABASE_URL ?? "",
    env,
    ...(cwd !== undefined && { cwd }),
  });
}

/**
 * Runs a second process for the tests of a file or a `describe`.
 * @returns where it answers, known once they run
 */
export function withSibling(env: Record<string, string> = {}): { readonly url: string } {
  let sibling: AppServer | undefined;
  const place = { url: "" };
  beforeAll(async () => {
    sibling = await startSibling(env);
    place.url = sibling.url;
  }, START_MS);
  afterAll(() => sibling?.stop());
  return place;
}
