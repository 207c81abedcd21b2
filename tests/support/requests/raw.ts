import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { app } from "../app/app";
import type { Answer } from "./expectations";
import { loopback } from "./loopback";

type Chunk = string | Buffer;

/**
 * Sends a request exactly as given, which a well-behaved client would not: any header, any path,
 * any bytes, no cookies kept, no redirects followed.
 * @param options.chunks sent one by one, chunked unless the headers say how long they are; a
 *   generator holds the request open for as long as it likes.
 * @param options.unfinished whether the body never ends: it is given up once there is an answer.
 * @param options.url the server, if not the one the project's tests share.
 */
export async function raw(
  method: string,
  path: string,
  options: {
    headers?: Record<string, string | string[]>;
    chunks?: Chunk[] | AsyncIterable<Chunk>;
    unfinished?: boolean;
    url?: string;
  } = {},
): Promise<Answer> {
  const { headers = {}, chunks = [], unfinished = false, url = app.url } = options;
  const { hostname, port } = new URL(url);
  const outgoing = request({
    ...{ hostname, port, method, path, headers },
    ...{ agent: false, lookup: loopback },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    // After the response an error says nothing: a server that answers early may close early.
    outgoing.once("response", resolve).on("error", reject);
  });
  // Node frames no body of a DELETE by itself.
  const bodiless = Array.isArray(chunks) && chunks.length === 0;
  const framed = outgoing.hasHeader("Content-Length") || bodiless;
  if (!framed) outgoing.setHeader("Transfer-Encoding", "chunked");
  for await (const chunk of chunks) outgoing.write(chunk);
  if (!unfinished) outgoing.end();
  const response = await answered;
  const answer = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await text(response),
  };
  outgoing.destroy();
  return answer;
}

/**
 * Sends bytes over a connection of their own, HTTP or not, and waits until the server closes it:
 * at once when asked to with `Connection: close`, else after its keep-alive timeout.
 * @returns every answer that came back, bodies as they were framed
 */
export async function rawBytes(bytes: Chunk, url = app.url): Promise<Answer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, lookup: loopback });
  socket.write(bytes);
  const received = (await buffer(socket)).toString("latin1");
  return received
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((message) => message !== "")
    .map(toAnswer);
}

function toAnswer(message: string): Answer {
  const end = message.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = message.slice(0, end).split("\r\n");
  const pairs = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line) ?? []);
  const headers = Object.fromEntries(
    pairs.map(([, name = "", value]) => [name.toLowerCase(), value]),
  );
  // One empty chunk is an empty body.
  const text = message.slice(end + 4).replace(/^0\r\n\r\n$/, "");
  return { status: Number(statusLine.split(" ")[1]), headers, text };
}
