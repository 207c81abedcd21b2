import { z } from "zod";
import { auditAnonymous } from "@/lib/features/audit/events";
import { Problem } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import { DAY_MS, HOUR_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import {
  consumeToken,
  createToken,
  findToken,
  type TokenPurpose,
} from "@/lib/platform/db/tables/tokens";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";

/** How long a mailed link of each purpose works, in milliseconds. */
const VALID: Record<TokenPurpose, number> = {
  "verify-email": DAY_MS,
  "reset-password": HOUR_MS,
  "change-email": HOUR_MS,
  "undo-email": 7 * DAY_MS,
};

type LinkDetail = "linkDeadSignIn" | "linkDeadAskAgain" | "linkDeadResetPassword";

/** The token of a mailed link, as a form sends it. */
export const tokenField = z.string({ error: () => t("fields.linkMissing") }).max(100);

/**
 * Makes the secret of a mailed link. Only its hash is stored.
 * @param email the address it is mailed for, which it stays bound to
 */
export async function issueToken(
  purpose: TokenPurpose,
  userId: string,
  email: string,
  tx: Connection,
): Promise<string> {
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + VALID[purpose]);
  await createToken({ secretHash: hashSecret(secret), purpose, userId, email, expiresAt }, tx);
  return secret;
}

/**
 * Uses a mailed link up, and holds the account it is for until the transaction is through.
 * @returns the user as of now, the address the link was mailed for, and when; null when it does not
 * work
 */
export async function redeemToken(
  purpose: TokenPurpose,
  secret: string,
  tx: Connection,
): Promise<{ user: User; email: string; issuedAt: Date } | null> {
  const secretHash = hashSecret(secret);
  const token = await findToken(secretHash, purpose, tx);
  const user = token && (await lockUser(token.userId, tx));
  // Who is disabled can use no link, whatever it is for.
  if (!user || user.disabledAt || !(await consumeToken(secretHash, purpose, tx))) return null;
  // Who holds the link reads the mail of the account.
  setActor(user.id);
  return { user, email: token.email, issuedAt: token.createdAt };
}

/**
 * Refuses a link that was used, replaced or is too old, and records that.
 * @param detail why, and what to do now: an entry of the catalogue's `details`
 * @throws Problem invalid
 */
export async function refuseLink(detail: LinkDetail): Promise<never> {
  await auditAnonymous("authn_token_reuse");
  throw new Problem("invalid", {
    detail: () => t(`details.${detail}`),
    errors: [{ field: "token", message: t("fields.linkDead") }],
  });
}
