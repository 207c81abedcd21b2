import { Problem } from "@/lib/platform/core/problem";
import { countRecoveryCodes } from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { findTotp } from "@/lib/platform/db/tables/sign-in/totp";
import { countWaysIn, type WaysIn } from "@/lib/platform/db/tables/sign-in/ways-in";
import { lockUser } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";
import { usableProviders } from "./usable-providers";

/**
 * Counts every way in of an account, of all kinds, under its lock: of two requests that each remove one of
 * the last two, the second sees what the first has left. Part of the caller's `tx`. Source:
 * better-auth/better-auth#4742, where each kind counts only itself.
 */
export async function waysInOf(userId: string, tx: Connection): Promise<WaysIn> {
  await lockUser(userId, tx);
  return countWaysIn(userId, usableProviders(), tx);
}

/**
 * Makes sure that an account has kept a way in after one was removed. Part of the caller's `tx`, which
 * removed it.
 * @throws Problem last_way_in
 */
export async function requireWayIn(userId: string, tx: Connection): Promise<void> {
  const ways = await waysInOf(userId, tx);
  if (Object.values(ways).every((count) => count === 0)) throw new Problem("last_way_in");
  await refuseLonePasskey(userId, ways, tx);
}

/**
 * Makes sure that a passkey which is all an account has left has codes beside it, after some were removed.
 * Part of the caller's `tx`.
 * @throws Problem last_way_in
 */
export const requireMoreThanPasskey = async (userId: string, tx: Connection): Promise<void> =>
  refuseLonePasskey(userId, await waysInOf(userId, tx), tx);

/** A device can be lost, and a link by mail is not enough where a passkey is the second factor, too. */
async function refuseLonePasskey(userId: string, ways: WaysIn, tx: Connection): Promise<void> {
  const { passwords, identities, passkeys } = ways;
  if (passwords + identities > 0 || passkeys !== 1 || (await hasCodes(userId, tx))) return;
  throw new Problem("last_way_in", { detail: () => t("passkey.alone") });
}

/** Whether an account has any codes to ask for: of an app, or for recovery. */
export const hasCodes = async (userId: string, on?: Connection): Promise<boolean> =>
  Boolean((await findTotp(userId, on))?.confirmedAt) || (await countRecoveryCodes(userId, on)) > 0;
