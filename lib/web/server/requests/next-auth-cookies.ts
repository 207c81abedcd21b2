import { ServerResponse } from "node:http";
import { parse } from "cookie";
import { env } from "@/lib/platform/config/env";
import { isOurHand } from "@/lib/platform/http/cookies";
import { CALLBACK_COOKIE, CSRF_COOKIE, SESSION_COOKIE } from "@/lib/web/session/cookies";

// What next-auth's documentation promises to a product's own routes and middleware, where the cookie
// of the session has another name and another life. See docs/decisions/037-next-auth-as-documented.md.

/** The name by which getToken() and withAuth() look for the session, unless they are told another. */
const DOCUMENTED = `${env.https ? "__Secure-" : ""}next-auth.session-token`;

const THEIRS = [SESSION_COOKIE, CALLBACK_COOKIE, CSRF_COOKIE].map((name) => `${name}=`);
const CLEARED = `${SESSION_COOKIE}=;`;

/**
 * The Cookie header of a request, with the session under next-auth's own name, too. What a client
 * sends under that name is dropped.
 * @param header as cleanCookies() left it
 */
export function underDocumentedName(header: string): string {
  const pairs = header.split("; ").filter((pair) => !pair.startsWith(DOCUMENTED));
  const session = pairs.find((pair) => pair.startsWith(`${SESSION_COOKIE}=`));
  if (session) pairs.push(DOCUMENTED + session.slice(SESSION_COOKIE.length));
  return pairs.join("; ");
}

/**
 * A Cookie header without the target that next-auth keeps for its own routes, where that is invalid:
 * getServerSession() would throw.
 */
export function withoutBadCallback(header: string): string {
  const target = parse(header)[CALLBACK_COOKIE];
  if (target === undefined || URL.canParse(target)) return header;
  return header
    .split("; ")
    .filter((pair) => !pair.startsWith(`${CALLBACK_COOKIE}=`))
    .join("; ");
}

/**
 * Lets only our own code send next-auth's cookies, from a response or, by their prototype, from all of
 * them. Whenever a route calls getServerSession(req, res, authOptions), next-auth writes the session's
 * cookie again, for thirty days whatever the user chose, and two more. An ended session still loses its
 * cookie, and no cache keeps an answer about one.
 */
export function withholdNextAuthCookies(res: ServerResponse): void {
  res.setHeader = holding;
}

const { setHeader } = ServerResponse.prototype;

/** The Set-Cookie lines of a response that our own code has set. */
const oursOf = new WeakMap<ServerResponse, Set<string>>();

/** One function for all responses: it is called for every header of every answer. */
function holding(
  this: ServerResponse,
  name: string,
  value: number | string | readonly string[],
): ServerResponse {
  if (name.length !== "set-cookie".length || name.toLowerCase() !== "set-cookie") {
    return setHeader.call(this, name, value);
  }
  const lines = [value].flat().map(String);
  const ours = oursOf.get(this) ?? new Set<string>();
  oursOf.set(this, ours);
  if (isOurHand()) for (const line of lines) ours.add(line);
  const leaves = (line: string) =>
    !THEIRS.some((start) => line.startsWith(start)) || line.startsWith(CLEARED) || ours.has(line);
  const kept = lines.filter(leaves);
  if (kept.length < lines.length && !this.hasHeader("Cache-Control"))
    setHeader.call(this, "Cache-Control", "private, no-store");
  return kept.length > 0 ? setHeader.call(this, name, kept) : this;
}
