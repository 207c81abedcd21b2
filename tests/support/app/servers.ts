import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  copyPostgres,
  copySqlite,
  makePostgresTemplate,
  makeSqliteTemplate,
} from "../database/databases";
import { startPostgres } from "../database/postgres";
import { type AppServer, startServer } from "./server";

/*
 * What a test run is based on, started in the runner's main process by the global setups: each part once,
 * and only if a selected project needs it. `stopWorld` ends all of it.
 */
const stops: (() => Promise<unknown>)[] = [];

/** More than all files of a run. In a container there are 64 MB, if nobody asks for more. */
const ROOM_NEEDED = 2 ** 30;

/** The temporary folder of this run, with all its SQLite files. */
export const worldFolder = once(() => {
  const folder = mkdtempSync(join(memoryFolder() ?? tmpdir(), "latchkey-tests-"));
  // At exit: a global teardown is not called when a global setup failed.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

/** A data folder with a migrated SQLite file, to be copied. */
export const sqliteTemplate = once(() => makeSqliteTemplate(worldFolder()));

/** The URL of a running PostgreSQL server with a migrated template database. */
export const postgresServer = once(async () => {
  const postgres = await startPostgres();
  stops.push(postgres.remove);
  await makePostgresTemplate(postgres.url);
  return postgres.url;
});

/** The built app on SQLite. */
export async function startSqliteApp(): Promise<AppServer> {
  const dataDir = copySqlite(await sqliteTemplate(), worldFolder());
  return started(await startServer({ dataDir }));
}

/** The built app on PostgreSQL. @param name of its database */
export async function startPostgresqlApp(name: string): Promise<AppServer> {
  const databaseUrl = await copyPostgres(await postgresServer(), name);
  const dataDir = mkdtempSync(join(worldFolder(), "data-"));
  return started(await startServer({ dataDir, databaseUrl }));
}

/** Ends everything started here, in reverse order. The folder is removed when the process exits. */
export async function stopWorld(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

/**
 * A folder that Linux keeps in memory, if there is one with room: SQLite waits for the disk at each commit, and
 * tests commit tens of thousands of times.
 */
function memoryFolder(): string | null {
  const folder = "/dev/shm";
  if (!existsSync(folder)) return null;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_NEEDED ? folder : null;
}

function started(server: AppServer): AppServer {
  stops.push(() => server.stop());
  return server;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
