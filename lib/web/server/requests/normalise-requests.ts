import { type Server, ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import { BoundedMap } from "@/lib/platform/core/bounded-map";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { stopOutbox } from "@/lib/platform/mail/worker";
import { isForMetrics } from "@/lib/web/server/metrics";
import { cleanCookies } from "./clean-cookies";
import { answerDirectly } from "./direct-routes";
import { endWithAnswer, finishAfter, keepIdleAWhile } from "./draining";
import { onEachRequest } from "./each-request";
import {
  underDocumentedName,
  withholdNextAuthCookies,
  withoutBadCallback,
} from "./next-auth-cookies";

/** `http://host` of a request target in absolute-form. */
const AUTHORITY = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/**
 * A request target as the path every route is written for. Next would answer the absolute-form,
 * which every server must accept (RFC 9112, 3.2.2), with a redirect to the host it names, `*` with
 * a 500, and broken escapes with a page of its own that lacks our headers.
 */
export function originForm(target: string): string {
  if (target.startsWith("/") && !target.includes("%")) return target;
  const path = target.replace(AUTHORITY, "").replace(/^[^?#]*/, decodable);
  return path.startsWith("/") ? path : `/${path}`;
}

/**
 * Addresses that others answer. As `rewrites` of its configuration Next would compile each of them to a regular
 * expression again for every request to a route.
 */
const ANSWERED_AT = new Map([
  // Where password managers look for the pages of passkeys (https://www.w3.org/TR/passkey-endpoints/).
  ["/.well-known/passkey-endpoints", "/api/well-known/passkey-endpoints"],
  // Next's page for its own failures is no address: whoever opened it would cause an alarm.
  ["/500", "/not-an-address"],
]);

/** Where Next serves the data of the page at an address. */
const DATA = /^(\/_next\/data\/[^/]+)(.*)(\.json)$/;

/**
 * The address by which Next finds what answers one.
 * @param url in origin-form
 */
export function answeredAt(url: string): string {
  const [target = ""] = url.split("?", 1);
  const [, before = "", path = target, after = ""] = DATA.exec(target) ?? [];
  const other = ANSWERED_AT.get(path);
  return other === undefined ? url : before + other + after + url.slice(target.length);
}

/**
 * An address of ours that refuses TRACE as it should be: 405, with the methods that work. Next's middleware
 * throws on the method before anything of ours sees it, which is a 500 and a stack in the log.
 */
const REFUSES_TRACE = "/api/health/live";
const isApi = (path: string) => /^\/api(?:[/?#]|$)/.test(path);

/** For a whole request with its body, which is 64 kB at most; Node's own would be five minutes. */
const REQUEST_MS = MINUTE_MS;

/** More than any form of ours sends: a hundred chosen accounts and what found them. */
const MOST_PARAMETERS = 250;

/**
 * An address with the first of its query's parameters. Next goes through all of them again for each one, before any
 * route is found: the 4,700 that fit into the headers took half a second of the processor.
 * @param url in origin-form
 */
export function shortQuery(url: string): string {
  let end = url.indexOf("?");
  if (end < 0) return url;
  for (let n = 0; n < MOST_PARAMETERS; n++) {
    end = url.indexOf("&", end + 1);
    if (end < 0) return url;
  }
  return url.slice(0, end);
}

/** Escapes that stand for no character are taken for what is written there. */
function decodable(path: string): string {
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return path.replaceAll("%", "%25");
  }
}

/** Next makes one, which lives as long as the process. */
const prepared = new WeakSet<Server>();

/** Headers normalised before: a browser sends the same one every time. Longer ones are not kept. */
const normalised = new BoundedMap<string, string>(1000);
const LONGEST_KEPT = 2000;

function normalisedCookies(header: string): string {
  const known = normalised.get(header);
  if (known !== undefined) return known;
  const made = underDocumentedName(withoutBadCallback(cleanCookies(header)));
  if (header.length <= LONGEST_KEPT) normalised.set(header, made);
  return made;
}

/** Normalises requests before Next sees them. */
export function normaliseRequests(): void {
  withholdNextAuthCookies(ServerResponse.prototype);
  onEachRequest(({ request, response, server }) => {
    if (isForMetrics(server)) return;
    request.url = shortQuery(answeredAt(originForm(request.url ?? "/")));
    if (request.method === "TRACE" && !isApi(request.url)) request.url = REFUSES_TRACE;
    const { cookie } = request.headers;
    if (cookie) request.headers.cookie = normalisedCookies(cookie);
    endWithAnswer(server, response);
    if (prepared.has(server)) return;
    prepared.add(server);
    server.requestTimeout = REQUEST_MS;
    if (!env.production) return;
    // Next would keep a WebSocket open that nobody talks to, without any timeout. With no listener
    // Node ignores the wish and the request is answered like any other. Development reloads by it.
    server.removeAllListeners("upgrade");
    keepIdleAWhile(server);
    finishAfter(server, stopOutbox);
    answerDirectly(server);
  });
}
