import { setImmediate } from "node:timers";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { asyncContext } from "@/lib/platform/async-context/async-context";
import { makePrivate } from "@/lib/platform/config/sqlite-file.mjs";
import { ByNetwork } from "@/lib/platform/turns/by-network";
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
 * Queries are done when they return, so a request can do all its work in one go, and sixty that came at once
 * all theirs, before the event loop looks for what others have sent. After so many turns, about those of one
 * sign-in, it looks.
 */
const TURNS_IN_A_ROW = 16;

/**
 * Prisma's SQLite adapter on a file created on first use, with pragmas and transactions that isolate.
 * @public required by ./client
 */
export class SqliteAdapter extends PrismaBetterSqlite3 {
  /** @param network whose turn a query is, of the code that asks */
  constructor(
    private readonly file: string,
    private readonly network: () => string,
  ) {
    super({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS });
  }

  override async connect(): Promise<SqlDriverAdapter> {
    makePrivate(this.file);
    const adapter = await super.connect();
    await adapter.executeScript(PRAGMAS);
    isolateTransactions(adapter, this.network);
    return adapter;
  }
}

/**
 * Makes everything else wait while a transaction is open. Prisma's adapter has one connection, so another
 * request's write would land inside the open transaction: acknowledged, and then undone by its rollback.
 * Networks take turns: a sign-in asks ten times, and would wait for all of a crowd's transactions each time.
 */
function isolateTransactions(adapter: SqlDriverAdapter, network: () => string): void {
  const queryRaw = adapter.queryRaw.bind(adapter);
  const executeRaw = adapter.executeRaw.bind(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  const runScript = async (script: string) => adapter.executeScript(script);
  const setting = (pragma: string) => void adapter.executeScript(`PRAGMA ${pragma}`);
  const waiting = new ByNetwork();
  let taken = false;
  /** How many turns have ended since the event loop last looked for what was sent. */
  let ended = 0;

  /** Waits for a turn. Nothing else runs until it is handed on. */
  async function turn(): Promise<void> {
    if (taken) await waiting.wait(network());
    taken = true;
  }

  function handOn(): void {
    if (ended === 0) setImmediate(goOn);
    ended++;
    if (ended < TURNS_IN_A_ROW) taken = waiting.begin();
  }

  function goOn(): void {
    const stopped = ended >= TURNS_IN_A_ROW;
    ended = 0;
    if (stopped) taken = waiting.begin();
  }

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

  /** Runs a query on a turn of its own. */
  async function alone<T>(query: () => Promise<T>): Promise<T> {
    await turn();
    try {
      return run(query);
    } finally {
      handOn();
    }
  }

  adapter.queryRaw = (query) => alone(() => queryRaw(query));
  adapter.executeRaw = (query) => alone(() => executeRaw(query));
  adapter.startTransaction = async (isolationLevel) => {
    await turn();
    let isOpen = true;
    /** Once: a transaction that has ended may be rolled back again. */
    const close = () => {
      if (isOpen) handOn();
      isOpen = false;
    };
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
