import { findOutdatedKeys, lockUser, replaceSearchKeys } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";

/** How many users are looked up at once. */
const BATCH = 100;

/**
 * Replaces the search keys that were made by older rules. One short transaction per user, so that nobody
 * waits for it; any number of processes can do it at once.
 * @returns how many users were renewed
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
