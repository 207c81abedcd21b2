import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { app } from "@/tests/support/app/app";
import { appEnvironment } from "@/tests/support/app/environment";
import { makeSqliteTemplate } from "@/tests/support/database/databases";
import { freePort } from "@/tests/support/process/ports";

/* A server opens its port before anything of ours is loaded into it. */

const NEXT = "node_modules/next/dist/bin/next";
const SOCKETS = 3;
const PATIENCE_MS = 60_000;
const UPGRADE =
  "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/** Starts the built app as `npm start` does once it is prepared. */
function serve(port: number, workers: number, DATA_DIR: string): ChildProcess {
  const script = `import { serve } from "./scripts/start/serve.mjs"; serve("${NEXT}", ["start", "--port", "${port}"], ${workers});`;
  return spawn(process.execPath, ["--input-type=module", "--eval", script], {
    env: {
      ...process.env,
      ...appEnvironment({
        NEXTAUTH_URL: `http://localhost:${port}`,
        DATA_DIR,
        WEB_CONCURRENCY: String(workers),
      }),
      NODE_ENV: "production",
    },
    stdio: "ignore",
  });
}

/** Ended at the end of a test: a server that was told to end waits for those it keeps open. */
const sockets: Socket[] = [];

/** Asks for an upgrade as soon as the port opens. @returns all that came back until the server closed */
async function upgradeAtOnce(port: number, deadline: number): Promise<string> {
  while (Date.now() < deadline) {
    const socket = connect(port, "127.0.0.1");
    sockets.push(socket);
    socket.write(UPGRADE);
    const answer = await buffer(socket).catch(() => null);
    if (answer) return answer.toString("latin1");
    await sleep(1);
  }
  throw new Error("Nobody listened");
}

test.each([1, 2])(
  "39 an upgrade before the server's first answer is ignored, answered with our headers, and its connection closed (%i processes) [V13.4.1 V15.2.3]",
  async (workers) => {
    const port = await freePort();
    const folder = mkdtempSync(join(app.dataDir, "upgrade-"));
    const server = serve(port, workers, await makeSqliteTemplate(folder));
    const ended = new Promise((resolve) => server.once("exit", resolve));
    try {
      const deadline = Date.now() + PATIENCE_MS;
      const answers = Promise.all(
        Array.from({ length: SOCKETS }, () => upgradeAtOnce(port, deadline)),
      );
      const late = sleep(PATIENCE_MS, ["still open"], { ref: false });
      for (const answer of await Promise.race([answers, late])) {
        expect(answer).toMatch(/^HTTP\/1\.1 200 /);
        // What came before anything of ours was loaded is answered like any other.
        expect(answer).toMatch(/^x-request-id: [\da-f-]{36}\r$/im);
        expect(answer).toMatch(/^content-security-policy: default-src 'self';/im);
      }
    } finally {
      for (const socket of sockets.splice(0)) socket.destroy();
      server.kill("SIGTERM");
      await ended;
    }
  },
  2 * PATIENCE_MS,
);
