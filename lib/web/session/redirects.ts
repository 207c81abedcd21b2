import { env } from "@/lib/platform/config/env";

const AFTER_SIGN_IN = "/dashboard";
const LIMIT = 2048;
/** No pages: next-auth's answers to our own redirects, and what a failure would be told by. */
const NEXT_AUTH = /^\/api\/auth(\/|\?|#|$)/;
/** Going back to these after signing in would ask to sign in again. */
const LOOPING = /^\/(signin|signup)(\/|\?|#|$)/;

/**
 * A redirect target that stays on this site, whatever was asked for: another origin, a scheme, a
 * malformed or overlong value, a route of next-auth becomes `fallback`. Never throws.
 * Source: OWASP Unvalidated Redirects and Forwards.
 * @returns a path with query and fragment, starting with exactly one slash
 */
export function sameOriginPath(wanted: unknown, fallback: string): string {
  if (typeof wanted !== "string" || !URL.canParse(wanted, env.NEXTAUTH_URL)) return fallback;
  const url = new URL(wanted, env.NEXTAUTH_URL);
  const path = url.pathname + url.search + url.hash;
  // `blob:` has the origin it was made at, and a whole URL for a path.
  const stays = url.origin === env.NEXTAUTH_URL && url.username === "" && /^\/(?!\/)/.test(path);
  // Of the answer, which may be longer than what was asked for: it is asked again on its way.
  return stays && path.length <= LIMIT && !NEXT_AUTH.test(path) ? path : fallback;
}

/** Where to go after signing in. */
export function afterSignIn(callbackUrl: unknown): string {
  const path = sameOriginPath(callbackUrl, AFTER_SIGN_IN);
  return LOOPING.test(path) ? AFTER_SIGN_IN : path;
}

/** The sign-in page, and back from there. @param callbackUrl a path of this site */
export const signInPath = (callbackUrl: string) =>
  `/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`;

/** The page on which a second factor is set up. */
export const SECURITY_PAGE = "/settings/security";

/** The page of the identities that sign in to an account. */
export const CONNECTIONS_PAGE = "/settings/connections";

/** The page that asks for the second proof of a sign-in. */
export const SECOND_FACTOR_PAGE = "/signin/second-factor";

/**
 * The same, and where it leads.
 * @param callbackUrl a path of this site
 * @param recovery whether it asks for a recovery code
 */
export const secondFactorPath = (callbackUrl: string, recovery = false) =>
  `${SECOND_FACTOR_PAGE}?callbackUrl=${encodeURIComponent(callbackUrl)}${askRecovery(recovery)}`;

/** The page that sends a code by mail and asks for it, and where it leads. */
export const mailSignInPath = (callbackUrl: string) =>
  `/signin/mail?callbackUrl=${encodeURIComponent(callbackUrl)}`;

/** The page that asks somebody new for an address, of whom a provider has confirmed none. */
export const SIGN_UP_ADDRESS_PAGE = "/signup/address";

/** The page that asks for a proof again, and back from there. Parameters as above. */
export const reauthenticatePath = (callbackUrl: string, recovery = false) =>
  `/reauthenticate?callbackUrl=${encodeURIComponent(callbackUrl)}${askRecovery(recovery)}`;

const askRecovery = (recovery: boolean) => (recovery ? "&recovery=on" : "");

/** Where next-auth and the middleware send people. */
export const authPages = {
  signIn: "/signin",
  error: "/signin",
  signOut: "/",
  verifyRequest: "/check-mail",
};
