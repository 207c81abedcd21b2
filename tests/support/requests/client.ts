import { randomInt } from "node:crypto";
import type { ClientRequest, IncomingMessage } from "node:http";
import request, { type Response, type Test } from "supertest";
import { app } from "../app/app";
import { expectDeclared } from "./declared";
import { type Answer, carriesSession, expectSound } from "./expectations";
import { loopback } from "./loopback";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A browser-like client of the running app: it keeps cookies, sends `Origin` with requests that may change
 * state and has a network address of its own, because throttles count by address. A test removes a header
 * with `.unset(name)` or sets another. Each answer must be sound, and what its route declares: the
 * assertion is made here, so that no test can forget it.
 * @param url the server, if not the one the project's tests share.
 * @param options.fault whether the test broke something that the server needs, so that it may answer 5xx.
 * @param options.declared whether the server is of this tree: an earlier release answers as it declared then.
 */
export function newClient(url = app.url, { fault = false, declared = true } = {}) {
  const agent = request.agent(url);
  agent.set("X-Forwarded-For", randomAddress());
  agent.use((outgoing: Test) => {
    outgoing.lookup(loopback);
    if (!SAFE_METHODS.has(outgoing.method)) outgoing.set("Origin", url);
    if (outgoing.url.includes("/api/me/live")) outgoing.buffer(true).parse(beginning);
    outgoing.expect((answer: Answer & { req: ClientRequest }) => {
      expectSound(answer, { signedIn: carriesSession(answer.req.getHeader("Cookie")), fault });
      if (declared) expectDeclared(answer.req, answer);
    });
  });
  return agent;
}

export type ApiClient = ReturnType<typeof newClient>;

/** The first words of a stream, which would not end; of anything else, all. */
function beginning(response: Response, done: (error: null, body: unknown) => void): void {
  const read = response as unknown as IncomingMessage & { text: string };
  const streams = String(read.headers["content-type"]).startsWith("text/event-stream");
  read.text = "";
  const end = () =>
    done(null, /json/.test(String(read.headers["content-type"])) ? JSON.parse(read.text) : {});
  read.setEncoding("utf8").on("data", (chunk) => {
    read.text += chunk;
    if (!streams) return;
    read.removeListener("end", end);
    done(null, {});
    read.destroy();
  });
  read.once("end", end);
}

/** The headers that the next answer of the same kind would have, too. */
export function lastingHeaders<H extends Record<string, unknown>>(headers: H) {
  const { date: _date, "x-request-id": _requestId, ...lasting } = headers;
  return lasting;
}

/** An address of the documentation range; each has a /64 network of its own. */
export function randomAddress(): string {
  // In the one spelling the app keeps: no leading zeros, none of the groups 0.
  const [a, b] = [randomInt(1, 2 ** 16), randomInt(1, 2 ** 16)];
  return `2001:db8:${a.toString(16)}:${b.toString(16)}::1`;
}
