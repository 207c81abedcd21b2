import { Problem, unavailable } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";

/** What `useSession({ required: true })` passes along: nobody has tried to sign in yet. */
export const SESSION_REQUIRED = "SessionRequired";

/**
 * Turns the error code in an address (a redirect of next-auth, or the sign-in page) into a problem. The
 * code is looked up, never echoed: anybody can put anything there.
 * @param code next-auth's own, `csrf`, that of a problem, or why an open page led here
 */
export function signInProblem(code: string): Problem {
  switch (code) {
    case "CredentialsSignin":
      // The same for an unknown address, a wrong password, a disabled and an unconfirmed account.
      return new Problem("unauthenticated", { detail: () => t("details.signInWrong") });
    case "csrf":
      return new Problem("cross_site", { detail: () => t("details.signInExpired") });
    case "too_many_requests":
      return new Problem("too_many_requests");
    case "busy":
    case "busy_account":
    case "busy_network":
      return new Problem(code, { retryAfter: 2 });
    case "session_ended":
      return new Problem("unauthenticated", { detail: () => t("details.sessionEnded") });
    case "session_expired":
      return new Problem("unauthenticated", { detail: () => t("details.sessionExpired") });
    case "sign_in_expired":
      return new Problem("sign_in_expired");
    case "unavailable":
      return unavailable();
    default:
      return new Problem("internal", { detail: () => t("details.signInFailed") });
  }
}

/**
 * The error code in a redirect of next-auth, which reports failures by sending the browser to its
 * own error or sign-in route.
 * @param location absolute or relative
 * @param action what next-auth was asked to do
 * @returns null when it does not report a failure
 */
export function refusalIn(location: string, action: string): string | null {
  const { pathname, searchParams } = new URL(location, "http://localhost");
  const own = pathname.startsWith("/api/auth/");
  if (!own && pathname !== "/signin") return null;
  // Signing out leads where the sender wants: to the sign-in page, for example, with anything after it.
  if (!own && action === "signout") return null;
  return searchParams.get("csrf") === "true" ? "csrf" : searchParams.get("error");
}
