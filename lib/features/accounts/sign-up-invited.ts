import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { join, lookAtInvitation, refuseInvitation } from "@/lib/features/organisations/acceptance";
import { hashPassword } from "@/lib/features/password/hash";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import { replaceTokens } from "@/lib/platform/db/tables/tokens";
import {
  createUser,
  findUserByEmail,
  lockUserByEmail,
  markEmailVerified,
  renameUser,
  setPreferences,
  setRole,
  type User,
} from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { currentReader } from "@/lib/platform/texts/reader";
import { t } from "@/lib/platform/texts/t";
import { isClaimed, type SignUp } from "./sign-up";

/**
 * Creates an account by an invitation, and accepts it: the mailed secret shows that the caller reads the
 * address, so it is confirmed at once and no other mail is sent.
 * @param secret that of the invitation
 * @returns the slug of the organisation
 * @throws Problem invalid for a link that does not work, another address, or one that has an account; as
 * hashPassword() does
 */
export async function signUpInvited(input: SignUp, secret: string): Promise<string> {
  const { state, invitation } = await lookAtInvitation(secret);
  if (state !== "works" || !invitation) return refuseInvitation(secret);
  if (invitation.email !== input.email) throw wrongAddress("invitationLink.addressFixed");
  const hash = await hashPassword(input.password);
  const slug = await transaction(async (tx) => {
    const taken = () => wrongAddress("invitationLink.hasAccount");
    const user = await confirmedAccount({ ...input, hash }, { created: "user_created", taken }, tx);
    const joined = await join(user, secret, tx);
    // Used in the meantime: then nothing is stored.
    if (!joined) throw new Problem("invalid", { errors: [unknownLink()] });
    return joined;
  });
  return slug;
}

/**
 * Creates the account of an address that a mailed secret has confirmed, with its password: a new account,
 * or the one that is waiting for confirmation, as if signed up again. Part of `tx`.
 * @param hash the record of the password
 * @param about the event of a new account, and the problem for an address whose account is confirmed
 * @throws Problem as `taken` returns it
 */
export async function confirmedAccount(
  { name, email, hash }: Pick<SignUp, "name" | "email"> & { hash: string },
  about: { created: "user_created" | "user_created:invited"; taken: () => Problem },
  tx: Connection,
): Promise<User> {
  const user = await accountFor({ name, email }, about, tx);
  setActor(user.id);
  await setPassword(user.id, hash, tx);
  await markEmailVerified(user.id, tx);
  await recordEvent("user_updated:email_verified", { subjectId: user.id, on: tx });
  await hooks().accountVerified?.(user, tx);
  return user;
}

/** Whether an address has an account that no sign-up replaces: then an invitation to it leads to the sign-in. */
export async function isTaken(email: string): Promise<boolean> {
  const user = await findUserByEmail(email);
  return user !== null && isHeld(user);
}

const isHeld = async (user: User, on?: Connection): Promise<boolean> =>
  user.disabledAt !== null || isClaimed(user, on);

async function accountFor(
  { name, email }: Pick<SignUp, "name" | "email">,
  { created, taken }: Parameters<typeof confirmedAccount>[1],
  tx: Connection,
): Promise<User> {
  const { language } = currentReader();
  const known = await lockUserByEmail(email, tx);
  if (!known) {
    const user = await createUser({ name, email, language }, tx);
    await recordEvent(created, { subjectId: user.id, on: tx });
    await hooks().accountCreated?.(user, tx);
    return user;
  }
  // The caller reads the mail of the address: they need no mail about it.
  if (await isHeld(known, tx)) throw taken();
  await renameUser(known, name, tx);
  await setRole(known.id, LEAST_ROLE, tx);
  await setPreferences(known.id, { language }, tx);
  await replaceTokens(known.id, "verify-email", tx);
  await recordEvent("user_updated:sign_up_again", { subjectId: known.id, on: tx });
  return { ...known, name, language, role: LEAST_ROLE };
}

const unknownLink = () => ({ field: "token", message: t("invitationLink.unknown") });

function wrongAddress(key: "invitationLink.addressFixed" | "invitationLink.hasAccount"): Problem {
  return new Problem("invalid", { errors: [{ field: "email", message: t(key) }] });
}
