import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

export type LocalProxy = {
  /** The origin the outside knows. */
  readonly url: string;
  /** Begins to pass requests on. @param origins where to, by turns */
  to(origins: string[]): void;
  stop(): Promise<void>;
};

const IDLE_MS = 2_000;

/** Names, in an answer, the process that gave it. */
export const SERVED_BY = "x-served-by";

/**
 * Starts a proxy like one in front of several processes: it keeps connections to them open, adds the
 * client's address, and moves on where nobody listens. Where a process dies during a request, nobody knows
 * whether it was carried out: the client's connection is broken, too.
 */
export async function startProxy(): Promise<LocalProxy> {
  // Not for as long as the app does: one is not to be used while its other end closes it.
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  let origins: string[] = [];
  let turn = 0;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const first = turn++;
    for (let n = 0; n < origins.length; n++) {
      const origin = origins[(first + n) % origins.length] as string;
      const answer = await ask(origin, incoming, body, agent).catch(unlessNobodyListens);
      if (!answer) continue;
      const { connection: _connection, "keep-alive": _keepAlive, ...headers } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, { ...headers, [SERVED_BY]: origin });
      await pipeline(answer, outgoing);
      return;
    }
    outgoing.writeHead(502).end();
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    to(given) {
      origins = given;
    },
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function ask(
  origin: string,
  { method, url = "/", headers, socket }: IncomingMessage,
  body: Buffer,
  agent: Agent,
): Promise<IncomingMessage> {
  const { connection: _connection, ...passed } = headers;
  const forwarded = [passed["x-forwarded-for"], socket.remoteAddress].flat().filter(Boolean);
  const outgoing = request(origin + url, {
    method,
    agent,
    headers: { ...passed, "x-forwarded-for": forwarded.join(", ") },
  });
  outgoing.end(body);
  const [answer] = await once(outgoing, "response");
  // Heard also after the answer has begun; the pipeline tells what came of it.
  outgoing.on("error", () => {});
  return answer;
}

/** Nothing of the request has been sent: the next process may have it. */
function unlessNobodyListens(error: NodeJS.ErrnoException): null {
  if (error.code !== "ECONNREFUSED") throw error;
  return null;
}
