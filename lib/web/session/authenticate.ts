import type { IncomingMessage, ServerResponse } from "node:http";
import type { GetServerSidePropsContext } from "next";
import { getServerSession, type Session } from "next-auth";
import { log } from "@/lib/platform/core/log";
import { setActor } from "@/lib/platform/core/request-context";
import { foreignKeyId } from "@/lib/platform/crypto/key";
import type { CookieRequest } from "@/lib/platform/http/cookies";
import { timeZoneOf } from "@/lib/platform/http/reader";
import { updateReader } from "@/lib/platform/texts/reader";
import { CapturedResponse } from "./captured-response";
import { CSRF_COOKIE, clearSessionCookie, SESSION_COOKIE, setSessionCookie } from "./cookies";
import { newCsrfToken } from "./csrf";
import { authOptions } from "./options";
import { sessionUnchecked } from "./token";
import type { CurrentSession, CurrentUser } from "./types";

/** What is known of the sender. `unavailable`: a cookie came, but nobody could check it. */
export type Authentication =
  | { state: "anonymous" }
  | { state: "unavailable" }
  | { state: "signed-in"; user: CurrentUser; session: CurrentSession };

export const ANONYMOUS: Authentication = { state: "anonymous" };
/** Keys that were named by cookies and that this process lacks. */
const toldKeys = new Set<string>();
const TOLD_KEYS = 20;
const perRequest = new WeakMap<IncomingMessage, Promise<Authentication>>();

/**
 * Who is calling: next-auth's getServerSession, asked once a request. Guards, pages and
 * `/api/auth/session` all come through here. Without a session cookie it costs nothing and sets
 * no cookie; with one, a Set-Cookie goes out only when the token changed or died.
 */
export function authenticate(req: CookieRequest, res: ServerResponse): Promise<Authentication> {
  let answer = perRequest.get(req);
  if (!answer) {
    answer = ask(req, res);
    perRequest.set(req, answer);
  }
  return answer;
}

async function ask(req: CookieRequest, res: ServerResponse): Promise<Authentication> {
  const sealed = req.cookies[SESSION_COOKIE];
  if (!sealed) return ANONYMOUS;
  const recorded = new CapturedResponse();
  const session = await getServerSession(
    onlySessionCookie(sealed),
    recorded as unknown as GetServerSidePropsContext["res"],
    sessionOptions,
  );
  const kept = recorded.cookie(SESSION_COOKIE);
  if (session) {
    const { user, session: current } = session;
    const { impersonator } = current;
    // An administrator who acts for somebody reads in the language of their own browser.
    if (!impersonator) updateReaderBy(user);
    if (kept && kept !== sealed && !res.headersSent) setSessionCookie(res, kept, lifeOf(session));
    if (impersonator) setActor(impersonator.id, { impersonationId: current.id });
    else setActor(user.id);
    return { state: "signed-in", user, session: current };
  }
  if (sessionUnchecked.get()) return { state: "unavailable" };
  if (!res.headersSent && !isSealedElsewhere(sealed)) clearSessionCookie(res);
  return ANONYMOUS;
}

/**
 * Whether a cookie names a key that this process lacks. It is kept: while a secret is changed, the next
 * request may reach a process that can open it. Each key is told once, and few: anybody can name one.
 */
function isSealedElsewhere(sealed: string): boolean {
  const keyId = foreignKeyId(sealed);
  if (keyId && !toldKeys.has(keyId) && toldKeys.size < TOLD_KEYS) {
    toldKeys.add(keyId);
    log.warn(
      { keyId },
      "session cookie sealed with a secret that is not configured: if it is of another installation on this host, set COOKIE_PREFIX",
    );
  }
  return keyId !== null;
}

/** What is written is for this user, as they have chosen; what they have not is left to the request. */
export const updateReaderBy = ({ language, timeZone }: CurrentUser): void =>
  updateReader({
    ...(language && { language }),
    ...(timeZone && { timeZone: timeZoneOf(timeZone) }),
  });

const lifeOf = ({ session }: Session) => ({
  remember: session.remember,
  expiresAt: new Date(session.expires),
});

/** Without the adapter, whose every method next-auth would wrap again for each request: no session needs one. */
const { adapter: _, ...sessionOptions } = authOptions;

/** Any valid one: without it, next-auth would make a new csrf token on every call. */
const anyCsrfCookie = newCsrfToken().cookie;

/**
 * getServerSession sees the session cookie and nothing else of the request: a malformed
 * `callback-url` cookie would make it throw, and a cookie whose name merely starts like the
 * session's would be read as a part of it.
 */
function onlySessionCookie(sealed: string) {
  return {
    headers: {},
    cookies: { [SESSION_COOKIE]: sealed, [CSRF_COOKIE]: anyCsrfCookie },
  } as unknown as GetServerSidePropsContext["req"];
}
