/** Why a page sends its reader to sign in, as the sign-in page knows it. */
export type Reason = "ended" | "expired";

/**
 * Leads to the sign-in page, and back from there. By a full page load: the router would keep data of the
 * signed-in user.
 */
export function signInAgain(reason: Reason): void {
  const { pathname, search } = window.location;
  const query = new URLSearchParams({
    callbackUrl: pathname + search,
    error: `session_${reason}`,
  });
  window.location.assign(`/signin?${query}`);
}
