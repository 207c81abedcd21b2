import { findOutdatedKeys, lockUser, replaceSearchKeys } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";

/** Users looked for at once. */
const BATCH = 100;

/**
 * Replaces the search keys of all users whose keys were made by older rules. One short transaction a
 * user, so that nobody waits for it, and any number of processes may do it at once.
 * @returns how many users it was
 */
export async function renewSearchKeys(): Promise<number> {
  let renewed = 0;
  for (;;) {
    const ids = await findOutdatedKeys(BATCH);
    if (ids.length === 0) return renewed;
    for (const id of ids) {
      await transaction(async (tx) => {
        const user = await lockUser(id, tx);
        if (user) await replaceSearchKeys(user, tx);
      });
    }
    renewed += ids.length;
  }
}
