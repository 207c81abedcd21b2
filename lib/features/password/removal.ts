import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { requireWayIn } from "@/lib/features/account-security/ways-in";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { passwordRemovedMail } from "@/lib/platform/mail/templates/ways-in/passkeys";

/**
 * Removes the password of an account that has another way in. Every other session ends. A mailed link can
 * set a new one at any time.
 * @param renewal of the caller's session
 * @throws Problem last_way_in, also where there is no password; unauthenticated
 */
export function removePassword(renewal: Renewal): Promise<void> {
  return transaction(async (tx) => {
    const user = await lockUser(renewal.userId, tx);
    if (!user) throw new Problem("unauthenticated");
    if (!(await deletePassword(user.id, tx))) throw new Problem("last_way_in");
    await requireWayIn(user.id, tx);
    await renew(renewal, null, tx);
    const mail = passwordRemovedMail(user);
    const change = { event: "authn_token_revoked:password", mail } as const;
    const { sessionId } = renewal;
    await credentialChanged(
      user,
      { ...change, keepSession: sessionId, voids: ["reset-password"] },
      tx,
    );
  });
}
