import { execFile } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { appEnvironment } from "../app/environment";

const run = promisify(execFile);

/** The migrated PostgreSQL database every other one is copied from. */
const TEMPLATE = "latchkey_template";

/**
 * Migrates a new SQLite file, to be copied by `copySqlite`.
 * @returns the data folder that holds it.
 */
export async function makeSqliteTemplate(root: string): Promise<string> {
  const folder = join(root, "sqlite-template");
  await migrate(appEnvironment({ DATA_DIR: folder }));
  return folder;
}

/** Copies the migrated SQLite file. @returns a new data folder under `root`. */
export function copySqlite(template: string, root: string): string {
  const folder = mkdtempSync(join(root, "data-"));
  cpSync(template, folder, { recursive: true });
  return folder;
}

/**
 * Makes the migrated database that `copyPostgres` copies.
 * @param server URL of a database of the server whose owner may create others.
 */
export async function makePostgresTemplate(server: string): Promise<void> {
  await execute(server, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(appEnvironment({ DATABASE_URL: databaseUrl(server, TEMPLATE) }));
}

/**
 * Makes database `name` a fresh copy of the migrated template, whatever it held before.
 * @returns its URL.
 */
export async function copyPostgres(server: string, name: string): Promise<string> {
  await execute(
    server,
    `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
    `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`,
  );
  return databaseUrl(server, name);
}

/** Makes database `name` an empty one, not even migrated. @returns its URL. */
export async function emptyPostgres(server: string, name: string): Promise<string> {
  await execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`);
  return databaseUrl(server, name);
}

/** The URL of database `name` on the same server. */
export function databaseUrl(server: string, name: string): string {
  return new URL(`/${name}`, server).href;
}

/** Runs statements one by one: databases cannot be made inside a transaction. */
async function execute(server: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function migrate(env: Record<string, string>): Promise<void> {
  await run("npm", ["run", "--silent", "db:migrate"], { env: { ...process.env, ...env } });
}
