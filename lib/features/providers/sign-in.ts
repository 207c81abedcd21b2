import { isClaimed } from "@/lib/features/accounts/sign-up";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { anybodyMaySignUp } from "@/lib/features/invitations/who-may-sign-up";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { deleteDevices } from "@/lib/platform/db/tables/devices";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { createIdentity, findIdentityOwner } from "@/lib/platform/db/tables/sign-in/identities";
import { replaceTokens } from "@/lib/platform/db/tables/tokens";
import {
  createUser,
  lockUser,
  lockUserByEmail,
  markEmailVerified,
  renameUser,
  setPreferences,
  setRole,
  type User,
} from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { byNetwork, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { currentReader } from "@/lib/platform/texts/reader";
import { t } from "@/lib/platform/texts/t";
import type { Identity } from "./identity";
import { acceptInvited, isInvited, noSignUp } from "./invited";

/**
 * The account that an identity signs in to: the one it is connected to or, where it is connected to none, a
 * new one. An existing account is never connected by its address: somebody who signed up first with another
 * person's address would keep the password (karakeep-app/karakeep#2921).
 * @param invitation the token of a new person's invitation; it counts if the provider has confirmed the
 * address that it was mailed to
 * @returns the account; begin() decides whether its second factor is required
 * @throws Problem unauthenticated when the account is disabled; address_unproved where the provider is not
 * trusted enough; address_in_use; not_found while nobody can sign up; too_many_requests
 */
export async function userOfIdentity(
  identity: Identity,
  invitation: string | null = null,
): Promise<User> {
  const user = (await findIdentityOwner(identity))
    ? await transaction((tx) => known(identity, tx))
    : await throttled(byNetwork(limits.signUpByNetwork), () =>
        knownOrNewAtOnce(identity, invitation),
      );
  if (!user.disabledAt) return user;
  await recordEvent("authn_login_fail", { subjectId: user.id });
  throw new Problem("unauthenticated", { detail: () => t("providers.disabled") });
}

async function knownOrNewAtOnce(identity: Identity, invitation: string | null): Promise<User> {
  try {
    return await transaction((tx) => knownOrNew(identity, invitation, tx));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another request created the account, or took the address, between our read and our write.
    return transaction((tx) => knownOrNew(identity, invitation, tx));
  }
}

async function known(identity: Identity, tx: Connection): Promise<User> {
  const owner = await findIdentityOwner(identity, tx);
  const user = owner && (await lockUser(owner, tx));
  // Disconnected, or deleted, while we waited for the lock.
  if (!user || (await findIdentityOwner(identity, tx)) !== owner) {
    throw new Problem("unauthenticated", { detail: () => t("details.signInFailed") });
  }
  return user;
}

async function knownOrNew(
  identity: Identity,
  invitation: string | null,
  tx: Connection,
): Promise<User> {
  if (await findIdentityOwner(identity, tx)) return known(identity, tx);
  const email = identity.emailVerified ? identity.email : null;
  const invited = email !== null && (await isInvited(invitation, email, tx));
  const holder = email === null ? null : await lockUserByEmail(email, tx);
  // While the lock was awaited, another answer may have created the account, used the invitation up for it,
  // or connected the identity to it.
  if (holder && (await findIdentityOwner(identity, tx))) return known(identity, tx);
  if (!invited && !anybodyMaySignUp()) throw noSignUp(invitation);
  if (email === null) throw new Problem("address_unproved");
  if (holder?.disabledAt) return holder;
  if (holder && (await isClaimed(holder, tx))) throw new Problem("address_in_use");
  const name = identity.name ?? email.slice(0, email.lastIndexOf("@"));
  const user = holder
    ? await takeOver(holder, name, tx)
    : await create({ email, name, language: currentReader().language }, tx);
  const { provider, subject } = identity;
  await createIdentity({ userId: user.id, provider, subject, email }, tx);
  await recordEvent("user_updated:provider_connected", { subjectId: user.id, on: tx });
  await hooks().accountVerified?.(user, tx);
  if (invited && invitation) await acceptInvited(user, invitation, tx);
  return user;
}

async function create(
  person: { email: string; name: string; language: string },
  tx: Connection,
): Promise<User> {
  const user = await createUser({ ...person, emailVerified: new Date() }, tx);
  setActor(user.id);
  await recordEvent("user_created", { subjectId: user.id, on: tx });
  await hooks().accountCreated?.(user, tx);
  return user;
}

/**
 * Gives an unconfirmed account to the person who has just proved the address: the latest sign-up counts
 * (docs/decisions/009-unverified-accounts.md), and nothing of an earlier one, a stranger's maybe, is left.
 */
async function takeOver(user: User, name: string, tx: Connection): Promise<User> {
  const { id } = user;
  const { language } = currentReader();
  setActor(id);
  await deletePassword(id, tx);
  await deleteSessions(id, null, tx);
  await deleteDevices(id, tx);
  for (const purpose of ["verify-email", "reset-password", "change-email"] as const) {
    await replaceTokens(id, purpose, tx);
  }
  await renameUser(user, name, tx);
  await setRole(id, LEAST_ROLE, tx);
  await setPreferences(id, { language }, tx);
  await markEmailVerified(id, tx);
  await recordEvent("user_updated:sign_up_again", { subjectId: id, on: tx });
  await recordEvent("user_updated:email_verified", { subjectId: id, on: tx });
  return { ...user, name, language, role: LEAST_ROLE, emailVerified: new Date() };
}
