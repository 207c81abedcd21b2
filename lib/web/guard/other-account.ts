import { Problem } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";
import type { TokenAuthentication } from "@/lib/web/bearer/authenticate";
import type { Authentication } from "@/lib/web/session/authenticate";

/** The page that says who is signed in now. */
export const OTHER_ACCOUNT_PAGE = "/other-account";

/**
 * Refuses a request from a page made for one account while another one is signed in: a tab left open must
 * not act on somebody else. A caller who is not signed in is left to the method's access, and a client that
 * names no account acts for the one its cookie belongs to.
 * @param named the account of the page; undefined where none is named
 * @throws Problem other_account
 */
export function requireSameAccount(
  named: unknown,
  authentication: Authentication | TokenAuthentication,
): void {
  if (named === undefined || !("user" in authentication)) return;
  const { id, name, email } = authentication.user;
  if (named === id) return;
  const detail = () => t("otherAccount.refused", { name, email });
  throw new Problem("other_account", { detail });
}
