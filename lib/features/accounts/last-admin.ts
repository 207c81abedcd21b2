import { usableProviders } from "@/lib/features/account-security/usable-providers";
import { isOn } from "@/lib/platform/config/features";
import { administers } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { hasOtherAdmin, lockAdmins } from "@/lib/platform/db/tables/administrators";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";

/**
 * Stops a transaction that would leave nobody in charge: the last administrator who can sign in cannot be
 * demoted, disabled or deleted, or lose the password. Two administrators cannot remove each other at once.
 * @param user locked by the transaction
 * @throws Problem last_admin
 */
export async function requireAnotherAdmin(user: User, tx: Connection): Promise<void> {
  if (!administers(user.role) || user.disabledAt) return;
  await lockAdmins(tx);
  const open = { providers: usableProviders(), mail: isOn(["emailSignIn"]) };
  if (await hasOtherAdmin(user.id, open, tx)) return;
  throw new Problem("last_admin");
}
