import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { Client } from "pg";

/*
 * What PgBouncer does with pool_mode=transaction, as far as it matters: a client has a server connection
 * for one transaction, and gets another one for the next. PgBouncer itself is in no npm package.
 */

const AUTHENTICATION_OK = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const IDLE = 0x49;
const READY_FOR_QUERY = 0x5a;
const TERMINATE = 0x58;

type Waiting = (server: Socket) => void;

/**
 * Starts a pooler in front of a PostgreSQL server.
 * @param url of the database that every client gets
 * @param size how many connections of the server it has
 */
export async function startTransactionPooler(url: string, size: number) {
  const clients = await Promise.all(Array.from({ length: size }, () => connected(url)));
  const free: Socket[] = clients.map(streamOf);
  const waiting: Waiting[] = [];

  const take = () =>
    new Promise<Socket>((resolve) => {
      const server = free.shift();
      if (server) resolve(server);
      else waiting.push(resolve);
    });
  // The least recently used one comes first: two transactions never share one by chance.
  const giveBack = (server: Socket) => {
    server.removeAllListeners("data");
    const next = waiting.shift();
    if (next) next(server);
    else free.push(server);
  };

  const listener = createServer((client) => serve(client, take, giveBack));
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  const { username, password, pathname } = new URL(url);
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`,
    async stop() {
      listener.close();
      for (const client of clients) streamOf(client).destroy();
    },
  };
}

function serve(
  client: Socket,
  take: () => Promise<Socket>,
  giveBack: (server: Socket) => void,
): void {
  let server: Socket | null = null;
  let started = false;
  let turn = Promise.resolve();
  client.on("error", () => {});
  client.on("data", (sent: Buffer) => {
    if (!started) {
      started = true;
      client.write(Buffer.concat([AUTHENTICATION_OK, READY]));
      return;
    }
    if (sent[0] === TERMINATE) return;
    turn = turn.then(async () => {
      if (!server) {
        server = await take();
        const mine = server;
        passOn(mine, client, () => {
          server = null;
          giveBack(mine);
        });
      }
      server.write(sent);
    });
  });
  client.on("close", () => {
    // In a transaction: PgBouncer would close the connection, which rolls it back.
    if (server) server.destroy();
  });
}

/** Passes on the server's messages, until it is no longer in a transaction. */
function passOn(server: Socket, client: Socket, idle: () => void): void {
  let rest = Buffer.alloc(0);
  server.on("data", (answered: Buffer) => {
    rest = Buffer.concat([rest, answered]);
    let done = false;
    let at = 0;
    while (rest.length - at >= 5) {
      const length = rest.readInt32BE(at + 1);
      if (rest.length - at < length + 1) break;
      done = rest[at] === READY_FOR_QUERY && rest[at + 5] === IDLE;
      at += length + 1;
    }
    rest = rest.subarray(at);
    if (done) idle();
    client.write(answered);
  });
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const stream = streamOf(client);
  stream.removeAllListeners("data");
  stream.removeAllListeners("close");
  stream.on("error", () => {});
  return client;
}

const streamOf = (client: Client): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;
