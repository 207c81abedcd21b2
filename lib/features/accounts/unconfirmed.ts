import { log } from "@/lib/platform/core/log";
import { findUnconfirmed, isUnconfirmed } from "@/lib/platform/db/tables/upkeep/unconfirmed";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { removeAccount } from "./deletion";

/** Few enough that other requests get their turn in between. */
const BATCH = 100;

/**
 * Deletes accounts that nobody has confirmed: anybody can have typed their names and addresses, and nobody
 * else would ever delete them. One that cannot be deleted, because a hook fails, stays
 * and is logged.
 * @param before only those signed up before then
 * @returns how many were deleted
 */
export async function removeUnconfirmed(before: Date): Promise<number> {
  let removed = 0;
  for (let after = ""; ; ) {
    const ids = await findUnconfirmed({ after, before, take: BATCH });
    for (const id of ids) {
      try {
        if (await remove(id)) removed++;
      } catch (error) {
        log.warn({ err: error }, "unconfirmed account not deleted");
      }
    }
    if (ids.length < BATCH) return removed;
    after = ids.at(-1) ?? "";
  }
}

/**
 * @returns whether it was deleted: somebody may have confirmed it, or signed up again, since it was found
 */
function remove(id: string): Promise<boolean> {
  return transaction(async (tx) => {
    const user = await lockUser(id, tx);
    if (!user || !(await isUnconfirmed(id, tx))) return false;
    await removeAccount(user, tx);
    return true;
  });
}
