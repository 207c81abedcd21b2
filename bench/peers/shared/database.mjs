import Database from "better-sqlite3";

/** The peer's SQLite file, made and filled before the build. */
export const database = new Database(process.env.DATABASE_FILE);
database.pragma("journal_mode = WAL");
