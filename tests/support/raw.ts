import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { app } from "./app";
import type { Answer } from "./expectations";

/**
 * Sends a request exactly as given, which a well-behaved client would not: any header, any path,
 * any bytes, no cookies kept, no redirects followed.
 * @param options.chunks sent one by one, chunked unless the headers say how long they are.
 * @param options.url the server, if not the one the project's tests share.
 */
export async function raw(
  method: string,
  path: string,
  options: {
    headers?: Record<string, string | string[]>;
    chunks?: (string | Buffer)[];
    url?: string;
  } = {},
): Promise<Answer> {
  const { headers = {}, chunks = [], url = app.url } = options;
  const { hostname, port } = new URL(url);
  const outgoing = request({ hostname, port, method, path, headers, agent: false });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    // After the response an error says nothing: a server that answers early may close early.
    outgoing.once("response", resolve).on("error", reject);
  });
  // Node frames no body of a DELETE by itself.
  const framed = outgoing.hasHeader("Content-Length") || chunks.length === 0;
  if (!framed) outgoing.setHeader("Transfer-Encoding", "chunked");
  for (const chunk of chunks) outgoing.write(chunk);
  outgoing.end();
  const response = await answered;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await text(response),
  };
}
