import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { randomAddress } from "./client";
import type { Answer } from "./expectations";

/** A POST the server has begun to handle, and whose body it waits for. */
export type HeldPost = {
  /** Sends the body. @returns the whole answer */
  finish(): Promise<Answer>;
};

/**
 * Begins a POST of JSON. `Expect: 100-continue` makes the server say when it has the request, so
 * that the caller knows it is in flight.
 */
export async function holdPost(url: string, path: string, fields: object): Promise<HeldPost> {
  const outgoing = request(new URL(path, url), {
    method: "POST",
    agent: false,
    headers: {
      "Content-Type": "application/json",
      Origin: url,
      Expect: "100-continue",
      // Each from its own network, which has a share of the queue for hashing.
      "X-Forwarded-For": randomAddress(),
    },
  });
  outgoing.flushHeaders();
  await once(outgoing, "continue");
  return {
    async finish() {
      outgoing.end(JSON.stringify(fields));
      const [response] = (await once(outgoing, "response")) as [IncomingMessage];
      const { statusCode: status = 0, headers } = response;
      return { status, headers, text: await text(response) };
    },
  };
}
