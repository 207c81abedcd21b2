import { Problem, tooManyRequests, unavailable } from "@/lib/platform/core/problem";

/** One sentence for an unknown address, a wrong password, a disabled and an unverified account. */
const WRONG =
  "That e-mail address and password do not match an account that can sign in. If you have just signed up, follow the link in your mail first.";
const EXPIRED = "The form was open for too long. Please try again.";
const OTHER = "Sign-in did not work. Please try again.";

/**
 * Turns the error code of a next-auth redirect into a problem. The code is looked up, never
 * echoed: anybody can put anything there.
 * @param code next-auth's own, `csrf`, or `code:seconds` from the credentials provider
 */
export function signInProblem(code: string): Problem {
  const [name, seconds = ""] = code.split(":");
  switch (name) {
    case "CredentialsSignin":
      return new Problem("unauthenticated", { detail: WRONG });
    case "csrf":
      return new Problem("cross_site", { detail: EXPIRED });
    case "too_many_requests":
      return tooManyRequests(/^[1-9]\d{0,5}$/.test(seconds) ? Number(seconds) : 1);
    case "unavailable":
      return unavailable();
    default:
      return new Problem("internal", { detail: OTHER });
  }
}

/**
 * The error code in a redirect of next-auth, which reports failures by sending the browser to its
 * own error or sign-in route.
 * @param location absolute or relative
 * @param action what next-auth was asked to do
 * @returns null when it is not about a failure
 */
export function refusalIn(location: string, action: string): string | null {
  const { pathname, searchParams } = new URL(location, "http://localhost");
  const own = pathname.startsWith("/api/auth/");
  if (!own && pathname !== "/signin") return null;
  // Signing out leads where the sender wants: to the sign-in page, say, with anything behind it.
  if (!own && action === "signout") return null;
  return searchParams.get("csrf") === "true" ? "csrf" : searchParams.get("error");
}
