import { Problem } from "@/lib/platform/core/problem";
import { countWaysIn, type WaysIn } from "@/lib/platform/db/tables/sign-in/ways-in";
import { lockUser } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
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
 * Makes sure that an account keeps a way in when one is about to be removed. Part of the caller's `tx`,
 * which removes it next.
 * @throws Problem last_way_in
 */
export async function requireOtherWayIn(userId: string, tx: Connection): Promise<void> {
  const ways = Object.values(await waysInOf(userId, tx));
  if (ways.reduce((sum, count) => sum + count, 0) <= 1) throw new Problem("last_way_in");
}
