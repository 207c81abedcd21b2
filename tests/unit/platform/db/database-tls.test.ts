import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { withEnvironment } from "@/tests/support/app/isolated";

/** What PostgreSQL answers who asks for TLS when it has none. */
const NO_TLS = "N";
/** The length and the code of that question: all that may be said in clear. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

let server: Server;
const heard: Buffer[] = [];

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      heard.push(bytes);
      socket.write(NO_TLS);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test("with sslmode=verify-full nothing is sent to a server without TLS [V12.3.1]", async () => {
  const { port } = server.address() as AddressInfo;
  const { pool } = await withEnvironment(
    { DATABASE_URL: `postgres://user:password@127.0.0.1:${port}/latchkey?sslmode=verify-full` },
    () => import("@/lib/platform/db/client"),
  );
  await expect(pool().query("SELECT 1")).rejects.toThrow("does not support SSL");
  expect(Buffer.concat(heard)).toEqual(SSL_REQUEST);
  await pool().end();
});
