import type pg from "pg";
import type { DatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";

// Not imported: ./client requires this file.
const driver = require("pg") as typeof pg;

/** "cannot execute … in a read-only transaction": the server is a standby now. */
const READ_ONLY = "25006";

/**
 * The PostgreSQL pool of a process. Of several servers it uses the first that answers and takes writes,
 * and looks for another one when that has failed: `pg` itself knows one server only.
 */
class ServersPool extends driver.Pool {
  /** Which server new connections go to. */
  private current = 0;
  private readonly readOnly = new WeakSet<pg.PoolClient>();

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
    const url = () => this.url;
    // The pool makes its clients with its own options, at a time of its choosing.
    Object.assign(this, {
      Client: class extends driver.Client {
        constructor(options: pg.ClientConfig) {
          super({ ...options, connectionString: url() });
        }
      },
    });
    // An idle connection that breaks is told here; unheard, the event would end the process.
    this.on("error", () => {});
    this.on("connect", (client) => this.watch(client));
    // Where the server hung in a transaction, its rollback was given up, too: the connection is still
    // in it, and whatever came next would be a part of that transaction.
    this.on("release", (_error, client) => {
      if (client.getTransactionStatus() !== "I" || this.readOnly.has(client)) void client.end();
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(done: Callback): void;
  override connect(done?: Callback): Promise<pg.PoolClient> | undefined {
    const client = this.connectToSome();
    if (!done) return client;
    void client.then(
      (found) => done(undefined, found, (error) => found.release(error)),
      (error: Error) => done(error, undefined, () => {}),
    );
    return undefined;
  }

  /** @throws what the last of the servers said */
  private async connectToSome(): Promise<pg.PoolClient> {
    let refusal: unknown;
    for (const _server of this.database.servers) {
      const tried = this.current;
      try {
        return await super.connect();
      } catch (error) {
        refusal = error;
        this.leave(tried);
      }
    }
    throw refusal;
  }

  private get url(): string {
    return this.database.servers[this.current] ?? "";
  }

  /** Makes the next server the one for new connections, unless somebody else has already. */
  private leave(server: number): void {
    if (this.current === server) this.current = (server + 1) % this.database.servers.length;
  }

  /** A connection to a server that has become a standby is of no more use. */
  private watch(client: pg.PoolClient): void {
    const server = this.current;
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
    connection.on("errorMessage", ({ code }: { code?: string }) => {
      if (code !== READ_ONLY) return;
      this.readOnly.add(client);
      this.leave(server);
    });
  }
}

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
