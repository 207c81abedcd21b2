import { recordEvent } from "@/lib/features/audit/events";
import { confirmPassword, lockWithPassword } from "@/lib/features/password/change";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * Lets the owner of a session prove who they are again. The session gets its new secret only while the
 * password is still the one that was checked: whoever has the old one must not keep the session by it.
 * @throws Problem as confirmPassword() does; password_changed; unauthenticated when the session has ended
 */
export async function reauthenticate(
  owner: { id: string },
  password: string,
  renewal: Renewal,
): Promise<void> {
  const record = await confirmPassword(owner, password, "password");
  await transaction(async (tx) => {
    if (!(await lockWithPassword(owner.id, record, tx))) throw new Problem("unauthenticated");
    await renew(renewal, ["password"], tx);
    await recordEvent("authn_token_created:confirmation", { subjectId: owner.id, on: tx });
  });
}
