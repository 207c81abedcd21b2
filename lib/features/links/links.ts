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
import { isLive, lookAtLink, secretIn } from "./look-at-link";

/** How long a mailed link of each purpose works, in milliseconds. */
const VALID: Record<TokenPurpose, number> = {
  "verify-email": DAY_MS,
  "reset-password": HOUR_MS,
  "change-email": HOUR_MS,
  "undo-email": 7 * DAY_MS,
};

/** Longer than any token with what mail programs add to it. */
const SENT_LIMIT = 200;

/** The token of a mailed link, as a form sends it. What a mail program added at its ends is removed. */
export const tokenField = z
  .string({ error: () => t("fields.linkMissing") })
  .max(SENT_LIMIT, { error: () => t("fields.linkIncomplete") })
  .transform((sent, context) => {
    const secret = secretIn(sent);
    if (secret) return secret;
    context.addIssue({ code: "custom", message: t("fields.linkIncomplete") });
    return z.NEVER;
  });

/**
 * Creates the secret of a mailed link. Only its hash is stored.
 * @param email the address it is mailed to, which it stays bound to
 * @param valid how long it works, in milliseconds, if that differs from the rule
 */
export async function issueToken(
  purpose: TokenPurpose,
  userId: string,
  email: string,
  tx: Connection,
  valid = VALID[purpose],
): Promise<string> {
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + valid);
  await createToken({ secretHash: hashSecret(secret), purpose, userId, email, expiresAt }, tx);
  return secret;
}

/**
 * Uses a mailed link up, and locks its account until the end of the transaction.
 * @param callerId who has to be signed in, where the link works only for its own account
 * @returns the current user, the address the link was mailed to, and when; null when it does not work
 * @throws Problem link_of_another_account when the caller's account is not the link's
 */
export async function redeemToken(
  purpose: TokenPurpose,
  secret: string,
  tx: Connection,
  callerId?: string,
): Promise<{ user: User; email: string; issuedAt: Date } | null> {
  const secretHash = hashSecret(secret);
  const token = await findToken(secretHash, purpose, tx);
  if (!token || !isLive(token)) return null;
  if (callerId && callerId !== token.userId) throw new Problem("link_of_another_account");
  const user = await lockUser(token.userId, tx);
  // A disabled account can use no link, whatever it is for.
  if (!user || user.disabledAt || !(await consumeToken(secretHash, purpose, tx))) return null;
  // The holder of the link reads the account's mail.
  setActor(user.id);
  return { user, email: token.email, issuedAt: token.createdAt };
}

/**
 * Refuses a link that does not work, says why, and records it.
 * @throws Problem invalid
 */
export async function refuseLink(purpose: TokenPurpose, secret: string): Promise<never> {
  await auditAnonymous("authn_token_reuse");
  const { state } = await lookAtLink(purpose, secret);
  // It works, but its purpose fails: another account has the address by now.
  const message = t(`link.${state === "works" ? "taken" : state}`);
  throw new Problem("invalid", { detail: () => message, errors: [{ field: "token", message }] });
}
