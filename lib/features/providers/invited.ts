import { anybodyMaySignUp, invites, signUpIs } from "@/lib/features/invitations/who-may-sign-up";
import { join, lookAtInvitation } from "@/lib/features/organisations/acceptance";
import { isOn } from "@/lib/platform/config/features";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  findAccountInvitationBySecret,
  takeAccountInvitation,
} from "@/lib/platform/db/tables/people/invitations";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";

/**
 * Whether an invitation works, and was mailed to that address: to an organisation, or to create an account.
 * @param token of the invitation; null where there is none
 * @param email that a provider has confirmed
 */
export async function isInvited(
  token: string | null,
  email: string,
  tx: Connection,
): Promise<boolean> {
  if (!token || signUpIs() === "closed") return false;
  if (isOn(["organisations"])) {
    const { state, invitation } = await lookAtInvitation(token, tx);
    if (invitation) return state === "works" && invitation.email === email;
  }
  if (!invites()) return false;
  const found = await findAccountInvitationBySecret(hashSecret(token), tx);
  return found !== null && found.email === email && found.expiresAt > new Date();
}

/**
 * Uses up the invitation of a new person, as isInvited() found it, in the transaction that creates the
 * account.
 * @throws Problem not_found where it was used or withdrawn since, and sign-up requires one
 */
export async function acceptInvited(user: User, token: string, tx: Connection): Promise<void> {
  if (isOn(["organisations"]) && (await join(user, token, tx))) return;
  if (await takeAccountInvitation(hashSecret(token), user.email, tx)) return;
  if (!anybodyMaySignUp()) throw noSignUp(token);
}

/** The problem of a new person who may not sign up. @param token of their invitation */
export function noSignUp(token: string | null): Problem {
  const reason = token === null ? "noSignUp" : "notInvited";
  return new Problem("not_found", { detail: () => t(`providers.${reason}`) });
}
