import { isSomebodys, type SignUp } from "@/lib/features/accounts/sign-up";
import { auditAnonymous, recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { secretIn } from "@/lib/features/links/look";
import { hashPassword } from "@/lib/features/password/hash";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import {
  findAccountInvitationBySecret,
  takeAccountInvitation,
} from "@/lib/platform/db/tables/people/invitations";
import { replaceTokens } from "@/lib/platform/db/tables/tokens";
import {
  createUser,
  findUserByEmail,
  lockUser,
  markEmailVerified,
  renameUser,
  setReading,
  setRole,
  type User,
} from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { currentReader } from "@/lib/platform/texts/reader";
import { t } from "@/lib/platform/texts/t";
import { invites } from "./who-may-sign-up";

/** Whether an invitation works and, if not, why. A sentence of the catalogue goes with each. */
type InvitationState = "works" | "expired" | "unknown" | "incomplete" | "missing";

/** An invitation as its page shows it. */
export type InvitationLook = {
  state: InvitationState;
  /** The secret, for the form; null unless it works. */
  token: string | null;
  email: string | null;
  /** The name of who sent it; null where it was an operator. */
  invitedBy: string | null;
};

/**
 * Looks at an invitation to make an account without using it up: opening a link changes nothing.
 * @param sent its token, as the address has it; null where it has none
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

/** Whether an address has an account that is somebody's already: the invitation leads to the sign-in. */
export async function isTaken(email: string): Promise<boolean> {
  return transaction(async (tx) => {
    const user = await findUserByEmail(email, tx);
    return user !== null && (user.disabledAt !== null || (await isSomebodys(user, tx)));
  });
}

/**
 * Makes an account by an invitation, and uses it up. The mailed secret shows that who signs up reads the
 * address, so it is confirmed at once and no other mail is sent.
 * @throws Problem invalid for an invitation that does not work, another address than its own, or one that
 * has an account; unavailable when the hashing queue is full
 */
export async function signUpByInvitation(input: SignUp, secret: string): Promise<void> {
  const { state, email } = await lookAtAccountInvitation(secret);
  if (state !== "works") return refuse(state);
  if (email !== input.email) throw refusal("email", "addressFixed");
  const hash = await hashPassword(input.password);
  await transaction(async (tx) => {
    const user = await accountFor(input, tx);
    // Of any number at once one goes on; what the others have done so far is undone.
    if (!(await takeAccountInvitation(hashSecret(secret), input.email, tx))) {
      throw refusal("token", "unknown");
    }
    setActor(user.id);
    await setPassword(user.id, hash, tx);
    await markEmailVerified(user.id, tx);
    await recordEvent("user_updated:email_verified", { subjectId: user.id, on: tx });
    await hooks().accountVerified?.(user, tx);
  });
}

async function refuse(state: Exclude<InvitationState, "works">): Promise<never> {
  await auditAnonymous("authn_token_reuse");
  throw refusal("token", state);
}

/** A new account, or the one that waits for its address to be confirmed, as if signed up again. */
async function accountFor({ name, email }: SignUp, tx: Connection): Promise<User> {
  const { language } = currentReader();
  const found = await findUserByEmail(email, tx);
  const known = found && (await lockUser(found.id, tx));
  if (!known) {
    const user = await createUser({ name, email, language }, tx);
    await recordEvent("user_created:invited", { subjectId: user.id, on: tx });
    await hooks().accountCreated?.(user, tx);
    return user;
  }
  // Whoever opens the link reads the mail of the address: it is no news to them.
  if (known.disabledAt || (await isSomebodys(known, tx))) {
    throw refusal("email", "hasAccount");
  }
  await renameUser(known, name, tx);
  await setRole(known.id, LEAST_ROLE, tx);
  await setReading(known.id, { language }, tx);
  await replaceTokens(known.id, "verify-email", tx);
  await recordEvent("user_updated:sign_up_again", { subjectId: known.id, on: tx });
  return { ...known, name, language, role: LEAST_ROLE };
}

type Reason = "addressFixed" | "hasAccount" | Exclude<InvitationState, "works">;

const refusal = (field: string, reason: Reason) => {
  const detail = () => t(`accountInvitation.${reason}`);
  return new Problem("invalid", { detail, errors: [{ field, message: detail() }] });
};
