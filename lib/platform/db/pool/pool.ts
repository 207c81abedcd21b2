import type pg from "pg";
import type { DatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";
import { ANSWER_MS, findServer, socketOf } from "./find-server";

// Not imported: ../client requires this file.
const driver = require("pg") as typeof pg;

/** "cannot execute … in a read-only transaction": the server is a standby now. */
const READ_ONLY = "25006";

/** The pool's own errors: when all connections are in use, and when an answer does not come. */
const ALL_IN_USE = "timeout exceeded when trying to connect";
const NO_ANSWER = "Query read timeout";

/**
 * The PostgreSQL pool of a process. Of several servers it uses the one that accepts writes, and looks for
 * another one when that fails: `pg` itself knows one server only.
 */
class ServersPool extends driver.Pool {
  /** The server that new connections go to. */
  private current = 0;
  /** The server that accepted the latest one; null while another may have taken its place. */
  private primary: number | null = null;
  /** The search for it, shared by all who need it. */
  private search: Promise<number> | null = null;

  constructor(
    private readonly database: DatabaseUrl,
    max: number,
  ) {
    super({
      application_name: APPLICATION_NAME,
      max,
      keepAlive: true,
      // These are client-side limits: poolers such as PgBouncer refuse a startup `statement_timeout`.
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      ...(database.readWrite && {
        onConnect: (client) => requireWritable(client, ANSWER_MS - ageOf(client)),
      }),
    });
    const servers = () => this.database.servers;
    const current = () => this.current;
    // The pool creates its clients with its own options, when it wants to.
    Object.assign(this, {
      Client: class extends driver.Client {
        /** Which of the servers it leads to. */
        readonly server = current();
        readonly since = Date.now();

        constructor(options: pg.ClientConfig) {
          super({ ...options, connectionString: servers()[current()] ?? "" });
        }
      },
    });
    // A broken idle connection is reported here; unhandled, the event would end the process.
    this.on("error", () => {});
    this.on("connect", (client) => this.watch(client));
    this.on("release", (error, client) => this.judge(error, client));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(done: Callback): void;
  override connect(done?: Callback): Promise<pg.PoolClient> | undefined {
    const client = this.connectToPrimary();
    if (!done) return client;
    void client.then(
      (found) => done(undefined, found, (error) => found.release(error)),
      (error: Error) => done(error, undefined, () => {}),
    );
    return undefined;
  }

  private get several(): boolean {
    return this.database.servers.length > 1;
  }

  /** @throws the error of the last server */
  private async connectToPrimary(): Promise<pg.PoolClient> {
    for (let failed = !this.several; ; ) {
      const server = this.primary ?? (await this.find());
      try {
        const client = await super.connect();
        if (serverOf(client) === this.primary) return client;
        // It was idle while another server took over.
        client.release(true);
      } catch (error) {
        if ((error as Error).message === ALL_IN_USE) throw error;
        this.leave(server);
        if (failed) throw error;
        failed = true;
      }
    }
  }

  /** @returns the server to connect to. @throws as findServer() does */
  private async find(): Promise<number> {
    if (!this.several) return this.current;
    const { servers, readWrite } = this.database;
    const check = async (client: pg.Client) => {
      if (readWrite) await requireWritable(client, ANSWER_MS);
    };
    this.search ??= findServer(servers, this.current, check)
      .then((server) => {
        this.current = server;
        this.primary = server;
        return server;
      })
      .finally(() => {
        this.search = null;
      });
    return this.search;
  }

  /**
   * Sends new connections to the next server, unless another caller has done so already: those who have
   * waited for a connection do not ask where to.
   */
  private leave(server: number): void {
    if (this.primary === server) this.primary = null;
    if (this.current === server) this.current = (server + 1) % this.database.servers.length;
  }

  /** Records which server accepts connections, and hears when one of them is of no use any more. */
  private watch(client: pg.PoolClient): void {
    const server = serverOf(client);
    this.primary ??= server;
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
    connection.on("errorMessage", ({ code }: { code?: string }) => {
      if (code === READ_ONLY) this.leave(server);
    });
    // A server that hangs may have been replaced. Where there is no other, a slow query is no reason to
    // disconnect.
    if (this.several) onSilence(client, () => this.leave(server));
  }

  /** Closes a returned connection that is no longer of use. */
  private judge(error: Error | boolean | undefined, client: pg.PoolClient): void {
    const server = serverOf(client);
    // Where the server hung in a transaction, its rollback was given up, too: the connection is still in
    // it, and the next query would be part of that transaction.
    const inside = client.getTransactionStatus() !== "I";
    if ((inside || isSilence(error)) && this.several) this.leave(server);
    if (inside || server !== this.primary) void client.end();
  }
}

const isSilence = (error: unknown) => error instanceof Error && error.message === NO_ANSWER;

/**
 * Calls `done` when a query of a client is not answered, and breaks its connection: whatever follows on it, such
 * as the rollback of a transaction, would wait as long again.
 */
function onSilence(client: pg.PoolClient, done: () => void): void {
  const ask = client.query.bind(client) as (...sent: unknown[]) => unknown;
  const hear = (error: unknown) => {
    if (!isSilence(error)) return;
    done();
    socketOf(client).destroy();
  };
  const query = (...sent: unknown[]) => {
    const answer = ask(...sent);
    if (answer instanceof Promise) answer.catch(hear);
    return answer;
  };
  Object.assign(client, { query });
  // Told to nobody else while the client is in use.
  client.on("error", () => {});
}

const serverOf = (client: pg.PoolClient) => (client as pg.PoolClient & { server: number }).server;

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (error?: Error | boolean) => void,
) => void;

const ageOf = (client: pg.ClientBase) =>
  Date.now() - (client as pg.ClientBase & { since: number }).since;

/**
 * @param within milliseconds: connecting and this question have one time together
 * @throws ReadOnlyServer, and Error when there is no answer
 */
async function requireWritable(client: pg.ClientBase, within: number): Promise<void> {
  const question = { text: "SHOW transaction_read_only", query_timeout: Math.max(1, within) };
  const { rows } = await client.query(question);
  if (rows[0]?.transaction_read_only !== "off") throw new ReadOnlyServer();
}

/** Has PostgreSQL's own code, so that the caller is told to come back. */
class ReadOnlyServer extends Error {
  override name = "ReadOnlyServer";
  readonly code = READ_ONLY;

  constructor() {
    super("The server takes no writes: it is a standby");
  }
}

/**
 * Creates a pool; it connects at the first query.
 * @param database the parsed DATABASE_URL
 * @param max how many connections
 */
export const makePool = (database: DatabaseUrl, max: number): pg.Pool =>
  new ServersPool(database, max);
