import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { waysInOf } from "@/lib/features/account-security/ways-in";
import { updateSecondFactor } from "@/lib/features/second-factor/removal";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { deletePasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { passkeysRemovedMail } from "@/lib/platform/mail/templates/ways-in/passkeys";

/**
 * Removes every passkey of the caller, for example after a password reset, which keeps them. Without
 * another second factor, sign-ins ask for none from now on. Every other session ends.
 * @param renewal of the caller's session
 * @throws Problem last_way_in; second_factor_required; unauthenticated
 */
export function removePasskeys(renewal: Renewal): Promise<void> {
  const { userId, sessionId } = renewal;
  return transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user) throw new Problem("unauthenticated");
    const { passwords, identities, passkeys } = await waysInOf(userId, tx);
    await renew(renewal, null, tx);
    if (passkeys === 0) return;
    if (passwords + identities === 0) throw new Problem("last_way_in");
    await deletePasskeys(userId, tx);
    await updateSecondFactor(user, tx);
    const mail = passkeysRemovedMail(user, passkeys);
    const change = { event: "authn_token_revoked:passkey", mail } as const;
    await credentialChanged(user, { ...change, keepSession: sessionId }, tx);
  });
}
