import { createInterface } from "node:readline";

/**
 * @typedef {{ id: number, method?: string, params?: object }} Message
 * @typedef {(method: string, params: object | undefined) => Promise<unknown>} Call
 */

/**
 * Answers the Prisma CLI's JSON-RPC messages, one a line, until it closes stdin.
 *
 * @param {Call} call runs one engine method.
 * @param {(error: unknown) => object} explain makes the `error` member of an answer.
 */
export async function serve(call, explain) {
  for await (const line of createInterface({ input: process.stdin })) {
    /** @type {Message} */
    const message = JSON.parse(line);
    // No method: the CLI's acknowledgement of our own `print`.
    if (!message.method) continue;
    try {
      const result = await call(message.method, message.params);
      print(message.method, result);
      send({ id: message.id, result: result ?? null });
    } catch (error) {
      send({ id: message.id, error: explain(error) });
    }
  }
}

/**
 * Prints a diff. The native engine asks the CLI to print it; the WebAssembly engine returns the text.
 *
 * @param {string} method
 * @param {unknown} result
 */
function print(method, result) {
  if (method !== "diff" || typeof result !== "object" || result === null) return;
  if (!("stdout" in result) || !result.stdout) return;
  send({ id: 0, method: "print", params: { content: result.stdout } });
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
