import { waysInOf } from "@/lib/features/account-security/ways-in";
import { requiredResetMail } from "@/lib/features/password/reset";
import { removeSecondFactor } from "@/lib/features/second-factor/removal";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";

/**
 * Removes every factor of an account, as removeSecondFactor() does. Where that leaves no way in, because
 * there is no password beside the passkeys, the owner is mailed a link for one; not while the account is
 * disabled, when no link works.
 * @throws Problem second_factor_off
 */
export async function removeFactors(user: User, tx: Connection): Promise<void> {
  await removeSecondFactor(user, tx);
  if (user.disabledAt) return;
  const ways = Object.values(await waysInOf(user.id, tx));
  if (ways.every((count) => count === 0)) await queueMail(await requiredResetMail(user, tx), tx);
}
