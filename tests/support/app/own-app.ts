import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { copyPostgres, makeSqliteTemplate } from "../database/databases";
import { linksIn, waitForMail } from "../mail/mail";
import type { Account } from "../people/accounts";
import { newEmail } from "../people/accounts";
import { newClient } from "../requests/client";
import { app } from "./app";
import { type AppServer, startServer } from "./server";

/**
 * Starts the built app on a database of its own without accounts: for tests of what applies to all of them.
 * lib/ uses the project's shared database, so use the app from outside. Stop it.
 * @param name distinguishes it from others on the same database server
 * @param env variables of lib/platform/config/env.ts that differ from the shared server's
 */
export async function startOwnApp(
  name: string,
  env: Record<string, string> = {},
): Promise<AppServer> {
  const folder = mkdtempSync(join(app.dataDir, `${name}-`));
  const shared = process.env.DATABASE_URL;
  return shared
    ? startServer({ dataDir: folder, databaseUrl: await copyPostgres(shared, name), env })
    : startServer({ dataDir: await makeSqliteTemplate(folder), env });
}

/** Creates an account that can sign in, in the way that a person does. */
export async function signUpByMail(
  { url, dataDir }: Pick<AppServer, "url" | "dataDir">,
  name = "Ada Lovelace",
): Promise<Omit<Account, "id">> {
  const fields = { name, email: newEmail(), password: "seven lemons on the wall" };
  await newClient(url).post("/api/account").send(fields).expect(202);
  const [link] = linksIn(await waitForMail(dataDir, fields.email));
  const token = new URL(String(link)).searchParams.get("token");
  await newClient(url).post("/api/account/verify-email").send({ token }).expect(200);
  return fields;
}
