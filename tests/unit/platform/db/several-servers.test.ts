import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Client, type Pool } from "pg";
import { parseDatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { makePool } from "@/lib/platform/db/pool/pool";
import { databaseUrl } from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";

/*
 * A pool with several servers. They are lines to one real server: a line can be cut as a machine goes from the
 * network, and its database be read-only as a standby's.
 */

let server: Postgres;
const lines: Line[] = [];
let pool: Pool | undefined;

beforeAll(async () => {
  server = await startPostgres();
  await ask(server.url, "CREATE DATABASE one");
}, START_MS);

afterEach(async () => {
  jest.restoreAllMocks();
  await pool?.end();
  pool = undefined;
  for (const line of lines.splice(0)) await line.stop();
});

afterAll(() => server.remove());

type Line = {
  host: string;
  /** How many connections have come. */
  asked(): number;
  silence(): void;
  stop(): Promise<void>;
};

/** Passes connections on to the server, until it is silent: then they stay open and nothing comes. */
async function startLine(): Promise<Line> {
  const sockets: Socket[] = [];
  let silent = false;
  let asked = 0;
  const listener = createServer((near) => {
    asked++;
    sockets.push(near.on("error", () => {}));
    if (silent) return;
    const far = connect(Number(new URL(server.url).port), "127.0.0.1").on("error", () => {});
    sockets.push(far);
    near.pipe(far).pipe(near);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const line: Line = {
    host: `127.0.0.1:${(listener.address() as AddressInfo).port}`,
    asked: () => asked,
    silence() {
      silent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
  lines.push(line);
  return line;
}

async function ask(url: string, text: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** What is written on the database counts for new connections. */
const readOnly = (value: "on" | "off") =>
  ask(
    databaseUrl(server.url, "postgres"),
    `ALTER DATABASE one SET default_transaction_read_only = ${value}`,
  );

function poolOf(...of: Line[]): Pool {
  const url = new URL(databaseUrl(server.url, "one"));
  const hosts = of.map(({ host }) => host).join(",");
  const several = url.href.replace(url.host, hosts);
  pool = makePool(parseDatabaseUrl(`${several}?target_session_attrs=read-write`), 4);
  return pool;
}

/** From now on nobody gives up waiting for an answer. */
function waitForever(of: Pool): void {
  jest.spyOn(AbortSignal, "timeout").mockReturnValue(new AbortController().signal);
  Object.assign(of.options, { connectionTimeoutMillis: 0, query_timeout: 0 });
}

test("70 a server that hangs is not waited for while another takes writes", async () => {
  const [hanging, good] = [await startLine(), await startLine()];
  hanging.silence();
  const writable = poolOf(hanging, good);
  waitForever(writable);
  const { rows } = await writable.query("SELECT 1 AS one");
  expect(rows).toEqual([{ one: 1 }]);
  expect(hanging.asked()).toBe(1);
});

test("70 a standby that is promoted is found while the old primary hangs", async () => {
  const [hanging, standby] = [await startLine(), await startLine()];
  hanging.silence();
  await readOnly("on");
  const found = poolOf(hanging, standby);
  waitForever(found);
  const answer = found.query("SELECT 1 AS one");
  await until("the standby is asked again", () => standby.asked() > 1);
  await readOnly("off");
  expect((await answer).rows).toEqual([{ one: 1 }]);
});

test("70 where all refuse, the caller is told so", async () => {
  const both = [await startLine(), await startLine()] as const;
  await readOnly("on");
  await expect(poolOf(...both).query("SELECT 1")).rejects.toMatchObject({ code: "25006" });
  await readOnly("off");
});

test("70 a transaction on a server that goes silent waits once, and others are led away meanwhile", async () => {
  const [primary, other] = [await startLine(), await startLine()];
  const client = await poolOf(primary, other).connect();
  await client.query("BEGIN");
  primary.silence();
  await expect(client.query("SELECT 1")).rejects.toThrow("Query read timeout");
  waitForever(pool as Pool);
  expect((await pool?.query("SELECT 1 AS one"))?.rows).toEqual([{ one: 1 }]);
  await expect(client.query("ROLLBACK")).rejects.toThrow(/connection|terminated|not queryable/i);
  client.release(true);
});
