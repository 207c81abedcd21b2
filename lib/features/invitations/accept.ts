import type { SignUp } from "@/lib/features/accounts/sign-up";
import { confirmedAccount } from "@/lib/features/accounts/sign-up-invited";
import { auditAnonymous } from "@/lib/features/audit/events";
import { secretIn } from "@/lib/features/links/look-at-link";
import { hashPassword } from "@/lib/features/password/hash";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  findAccountInvitationBySecret,
  takeAccountInvitation,
} from "@/lib/platform/db/tables/people/invitations";
import { transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";
import { invites } from "./who-may-sign-up";

/** Whether an invitation works and, if not, why. Each value has a sentence in the catalogue. */
type InvitationState = "works" | "expired" | "unknown" | "incomplete" | "missing";

/** An invitation as its page shows it. */
export type InvitationLook = {
  state: InvitationState;
  /** The secret, for the form; null unless it works. */
  token: string | null;
  email: string | null;
  /** The inviter's name; null where an operator sent it. */
  invitedBy: string | null;
};

/**
 * Looks at an invitation to create an account without using it up: opening a link changes nothing.
 * @param sent its token, as the URL has it; null where it has none
 */
export async function lookAtAccountInvitation(sent: string | null): Promise<InvitationLook> {
  const nothing = { token: null, email: null, invitedBy: null };
  if (!sent) return { state: "missing", ...nothing };
  const secret = secretIn(sent);
  if (!secret) return { state: "incomplete", ...nothing };
  const found = invites() ? await findAccountInvitationBySecret(hashSecret(secret)) : null;
  if (!found) return { state: "unknown", ...nothing };
  const { email, invitedBy, expiresAt } = found;
  const works = expiresAt > new Date();
  const about = { email, invitedBy: invitedBy?.name ?? null };
  return { state: works ? "works" : "expired", token: works ? secret : null, ...about };
}

/**
 * Creates an account by an invitation, and uses it up. The mailed secret shows that the caller reads the
 * address, so it is confirmed at once and no other mail is sent.
 * @throws Problem invalid for an invitation that does not work, another address than its own, or one that
 * has an account; as hashPassword() does
 */
export async function signUpByInvitation(input: SignUp, secret: string): Promise<void> {
  const { state, email } = await lookAtAccountInvitation(secret);
  if (state !== "works") return refuse(state);
  if (email !== input.email) throw refusal("email", "addressFixed");
  const hash = await hashPassword(input.password);
  await transaction(async (tx) => {
    const taken = () => refusal("email", "hasAccount");
    await confirmedAccount({ ...input, hash }, { created: "user_created:invited", taken }, tx);
    // Of any number at once one continues; the others are rolled back.
    if (!(await takeAccountInvitation(hashSecret(secret), input.email, tx))) {
      throw refusal("token", "unknown");
    }
  });
}

async function refuse(state: Exclude<InvitationState, "works">): Promise<never> {
  await auditAnonymous("authn_token_reuse");
  throw refusal("token", state);
}

type Reason = "addressFixed" | "hasAccount" | Exclude<InvitationState, "works">;

const refusal = (field: string, reason: Reason) => {
  const detail = () => t(`accountInvitation.${reason}`);
  return new Problem("invalid", { detail, errors: [{ field, message: detail() }] });
};
