import type pg from "pg";
import type { DatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";

// Not imported: ./client requires this file.
const driver = require("pg") as typeof pg;

/** "cannot execute … in a read-only transaction": the server is a standby now. */
const READ_ONLY = "25006";

/** What the pool itself says: when all connections are in use, and when an answer does not come. */
const ALL_IN_USE = "timeout exceeded when trying to connect";
const NO_ANSWER = "Query read timeout";

/**
 * The PostgreSQL pool of a process. Of several servers it uses the first that answers and takes writes,
 * and looks for another one when that has failed: `pg` itself knows one server only.
 */
class ServersPool extends driver.Pool {
  /** Which server new connections go to. */
  private current = 0;
  /** Which server took the last of them; null while another one may have taken its place. */
  private primary: number | null = null;

  constructor(
    private readonly database: DatabaseUrl,
    max: number,
  ) {
    super({
      application_name: APPLICATION_NAME,
      max,
      keepAlive: true,
      // A request must be answered within 5 s even when the server hangs. These are
      // client-side limits: poolers such as PgBouncer refuse a startup `statement_timeout`.
      // Two seconds, because a transaction on a frozen server costs two: query and rollback.
      connectionTimeoutMillis: 2000,
      query_timeout: 2000,
      ...(database.readWrite && { onConnect: requireWritable }),
    });
    const servers = () => this.database.servers;
    const current = () => this.current;
    // The pool makes its clients with its own options, at a time of its choosing.
    Object.assign(this, {
      Client: class extends driver.Client {
        /** Which of the servers it leads to. */
        readonly server = current();

        constructor(options: pg.ClientConfig) {
          super({ ...options, connectionString: servers()[current()] ?? "" });
        }
      },
    });
    // An idle connection that breaks is told here; unheard, the event would end the process.
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

  /** @throws what the last of the servers said */
  private async connectToPrimary(): Promise<pg.PoolClient> {
    for (let refusals = 0; ; ) {
      const tried = this.current;
      try {
        const client = await super.connect();
        if (serverOf(client) === this.primary) return client;
        // It lay idle while another server took over.
        client.release(true);
      } catch (error) {
        if ((error as Error).message === ALL_IN_USE) throw error;
        this.leave(tried);
        refusals++;
        if (refusals === this.database.servers.length) throw error;
      }
    }
  }

  /** Has new connections go to the next server, unless somebody else has seen to it. */
  private leave(server: number): void {
    if (this.primary === server) this.primary = null;
    if (this.current === server) this.current = (server + 1) % this.database.servers.length;
  }

  /** Notes which server takes connections, and when one of them says that it has become a standby. */
  private watch(client: pg.PoolClient): void {
    const server = serverOf(client);
    this.primary = server;
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
    connection.on("errorMessage", ({ code }: { code?: string }) => {
      if (code === READ_ONLY) this.leave(server);
    });
  }

  /** Closes a connection that is given back and is of no more use. */
  private judge(error: Error | boolean | undefined, client: pg.PoolClient): void {
    const server = serverOf(client);
    // Where the server hung in a transaction, its rollback was given up, too: the connection is still
    // in it, and whatever came next would be a part of that transaction.
    const inside = client.getTransactionStatus() !== "I";
    const silent = error instanceof Error && error.message === NO_ANSWER;
    // One that hangs may have been replaced. Where there is no other, a slow query is no reason to part.
    if ((inside || silent) && this.database.servers.length > 1) this.leave(server);
    if (inside || server !== this.primary) void client.end();
  }
}

const serverOf = (client: pg.PoolClient) => (client as pg.PoolClient & { server: number }).server;

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (error?: Error | boolean) => void,
) => void;

async function requireWritable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query("SHOW transaction_read_only");
  if (rows[0]?.transaction_read_only !== "off") throw new ReadOnlyServer();
}

/** Has PostgreSQL's own code, so that whoever asks is told to come back. */
class ReadOnlyServer extends Error {
  override name = "ReadOnlyServer";
  readonly code = READ_ONLY;

  constructor() {
    super("The server takes no writes: it is a standby");
  }
}

/**
 * Makes a pool; it connects at the first query.
 * @param database what DATABASE_URL says
 * @param max how many connections
 */
export const makePool = (database: DatabaseUrl, max: number): pg.Pool =>
  new ServersPool(database, max);
