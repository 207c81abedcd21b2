/** Why a page sends its reader to sign in, as the sign-in page knows it. */
export type Reason = "ended" | "expired";

/**
 * Leads to the sign-in page, and back from there. By a full page load: the router would keep data of the
 * signed-in user.
 */
export function signInAgain(reason: Reason): void {
  const { pathname, search, hash } = window.location;
  const query = new URLSearchParams({
    callbackUrl: pathname + search + hash,
    error: `session_${reason}`,
  });
  window.location.assign(`/signin?${query}`);
}
