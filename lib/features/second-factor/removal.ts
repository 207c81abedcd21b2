import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { requireMoreThanPasskey } from "@/lib/features/account-security/ways-in";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { countPasskeys, deletePasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";
import { replaceRecoveryCodes } from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { deleteTotp, findTotp } from "@/lib/platform/db/tables/sign-in/totp";
import { lockUser, setSecondFactor, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { secondFactorOffMail } from "@/lib/platform/mail/templates/second-factor";
import {
  authenticatorRemovedMail,
  factorsRemovedMail,
} from "@/lib/platform/mail/templates/ways-in/passkeys";
import { requiresSecondFactor } from "./required";

/**
 * Removes the authenticator app. Every other session ends. Without a passkey, sign-ins ask for no second
 * factor from now on.
 * @param renewal of the caller's session
 * @throws Problem second_factor_off; second_factor_required where the account must have one and has no
 * passkey; last_way_in where one passkey would be all that is left; unauthenticated
 */
export function turnOffSecondFactor(renewal: Renewal): Promise<void> {
  return transaction(async (tx) => {
    const user = await lockUser(renewal.userId, tx);
    if (!user) throw new Problem("unauthenticated");
    if (!(await findTotp(user.id, tx))?.confirmedAt) throw new Problem("second_factor_off");
    await deleteTotp(user.id, tx);
    await requireMoreThanPasskey(user.id, tx);
    const stays = await updateSecondFactor(user, tx);
    await renew(renewal, null, tx);
    const event = "authn_token_revoked:second_factor";
    const mail = stays ? authenticatorRemovedMail(user) : secondFactorOffMail(user);
    await credentialChanged(user, { event, mail, keepSession: renewal.sessionId }, tx);
  });
}

/**
 * Updates an account after one of its factors was removed. Part of the caller's `tx`, which has locked the
 * user. With the last factor, the recovery codes are deleted.
 * @returns whether a sign-in still asks for a second factor
 * @throws Problem second_factor_required when the account must have one, and has none left
 */
export async function updateSecondFactor(user: User, tx: Connection): Promise<boolean> {
  const { id, role } = user;
  if ((await findTotp(id, tx))?.confirmedAt || (await countPasskeys(id, tx)) > 0) return true;
  if (requiresSecondFactor(role)) throw new Problem("second_factor_required");
  await replaceRecoveryCodes(id, [], tx);
  await setSecondFactor(id, null, tx);
  return false;
}

/**
 * Removes every factor of an account whose owner has lost them, including passkeys, and ends every session.
 * Part of the caller's `tx`, which has locked the user.
 * @throws Problem second_factor_off
 */
export async function removeSecondFactor(user: User, tx: Connection): Promise<void> {
  if (!user.secondFactorAt) throw new Problem("second_factor_off");
  await deleteTotp(user.id, tx);
  await deletePasskeys(user.id, tx);
  await replaceRecoveryCodes(user.id, [], tx);
  await setSecondFactor(user.id, null, tx);
  const event = "authn_token_revoked:second_factor";
  const mail = factorsRemovedMail(user);
  await credentialChanged(user, { event, mail, keepSession: null }, tx);
}
