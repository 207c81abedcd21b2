import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { asyncContext } from "@/lib/platform/async-context/async-context";
import { makePrivate } from "@/lib/platform/config/sqlite-file.mjs";
import { BUSY_TIMEOUT_MS } from "./sqlite-reader";

// Not imported: ./client requires this file.
const { PrismaBetterSqlite3 } =
  require("@prisma/adapter-better-sqlite3") as typeof import("@prisma/adapter-better-sqlite3");

// WAL lets readers and the writer work at once. With NORMAL it is intact after a power cut, but lacks the
// latest commits: FULL waits for the disk at each commit, and the event loop with it.
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
`;

/**
 * Prisma's SQLite adapter on a file created on first use, with pragmas and transactions that isolate.
 * @public required by ./client
 */
export class SqliteAdapter extends PrismaBetterSqlite3 {
  constructor(private readonly file: string) {
    super({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS });
  }

  override async connect(): Promise<SqlDriverAdapter> {
    makePrivate(this.file);
    const adapter = await super.connect();
    await adapter.executeScript(PRAGMAS);
    isolateTransactions(adapter);
    return adapter;
  }
}

/**
 * Makes everything else wait while a transaction is open. Prisma's adapter has one connection, so another
 * request's write would land inside the open transaction: acknowledged, and then undone by its rollback.
 */
function isolateTransactions(adapter: SqlDriverAdapter): void {
  const queryRaw = adapter.queryRaw.bind(adapter);
  const executeRaw = adapter.executeRaw.bind(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  const runScript = async (script: string) => adapter.executeScript(script);
  const setting = (pragma: string) => void adapter.executeScript(`PRAGMA ${pragma}`);
  let open: Promise<void> | null = null;

  /** Runs a query, without waiting for the disk if it is one of mayBeLost() of ./client. */
  function run<T>(query: () => Promise<T>): Promise<T> {
    if (!asyncContext().mayBeLost) return query();
    setting("synchronous = NORMAL");
    try {
      // In SQLite it is done when this returns.
      return query();
    } finally {
      setting("synchronous = FULL");
    }
  }

  // Prisma's BEGIN takes no lock before the first write. Where another process has written since
  // the first read, that write fails at once (SQLITE_BUSY_SNAPSHOT), without waiting for its turn.
  const begin: typeof startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction(isolationLevel);
    try {
      await runScript("ROLLBACK; BEGIN IMMEDIATE");
      return transaction;
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  };

  // After the wait each query runs in the same turn: nothing can begin in between.
  adapter.queryRaw = async (query) => {
    while (open) await open;
    return run(() => queryRaw(query));
  };
  adapter.executeRaw = async (query) => {
    while (open) await open;
    return run(() => executeRaw(query));
  };
  adapter.startTransaction = async (isolationLevel) => {
    while (open) await open;
    let close = () => {};
    open = new Promise((resolve) => {
      close = () => {
        open = null;
        resolve();
      };
    });
    const transaction = await begin(isolationLevel).catch((error: unknown) => {
      close();
      throw error;
    });
    const commit = transaction.commit.bind(transaction);
    const rollback = transaction.rollback.bind(transaction);
    transaction.commit = () => commit().finally(close);
    transaction.rollback = async () => {
      await rollback();
      // After a failed COMMIT Prisma sends no ROLLBACK, and SQLite may still be inside.
      // After any other end there is nothing to roll back, which SQLite calls an error.
      await runScript("ROLLBACK").catch(() => {});
      close();
    };
    return transaction;
  };
}
