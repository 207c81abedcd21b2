import Database from "better-sqlite3";
import { makePrivate } from "@/lib/platform/config/sqlite-file.mjs";

// Waiting for another process's write lock blocks the event loop: keep it short.
export const BUSY_TIMEOUT_MS = 2000;

/**
 * Opens an SQLite file for reading, and creates it if there is none.
 * @throws SqliteError (SQLITE_CANTOPEN …) when it cannot be read
 * @public required by ./client
 */
export function openReader(file: string): Database.Database {
  makePrivate(file);
  return new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
}
