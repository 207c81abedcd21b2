import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { requireAnotherAdmin } from "@/lib/features/accounts/last-admin";
import { queueVerification } from "@/lib/features/accounts/verification";
import { endApiTokens } from "@/lib/features/api-tokens/api-tokens";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import { isImpersonable } from "@/lib/features/impersonation/may-impersonate";
import { requireOtherOwners } from "@/lib/features/organisations/owned";
import { requiredResetMail } from "@/lib/features/password/reset";
import { activeSessions } from "@/lib/features/sessions/sessions";
import { isOn } from "@/lib/platform/config/features";
import { administers, LEAST_ROLE, ROLES } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { deletePassword, findPasswordRecord } from "@/lib/platform/db/tables/passwords";
import { countApiTokens } from "@/lib/platform/db/tables/programs/api-tokens";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { deleteImpersonations } from "@/lib/platform/db/tables/sign-in/impersonations";
import { countPasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";
import {
  findUser,
  lockUser,
  setDisabled,
  setRole,
  type User,
} from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";
import { removeFactors } from "./remove-factors";
import { userView, viewOf } from "./user-list";

/** A form has no other way to say yes and no. */
const yesOrNo = z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })], {
  error: () => t("fields.yesOrNo"),
});

export const changeUserInput = z.object({
  role: z.enum(ROLES, { error: () => t("fields.roleUnknown") }).optional(),
  disabled: yesOrNo.optional(),
  /**
   * Whether organisations may be left without an owner who can sign in, until the account is enabled again.
   */
  withoutOwner: yesOrNo.optional(),
});

export type UserChange = z.infer<typeof changeUserInput>;

/** One user as an administrator sees them, with how many sessions are open. */
export const userDetailsView = userView
  .extend({
    sessions: z.int().min(0),
    /** How many API tokens work. */
    apiTokens: z.int().min(0),
    hasPassword: z.boolean(),
    passkeys: z.int().min(0),
    /** Whether an administrator can act for the owner. */
    impersonable: z.boolean(),
  })
  .meta({ id: "UserDetails" });

/** @throws Problem not_found */
export async function userDetails(id: string): Promise<z.infer<typeof userDetailsView>> {
  const user = await findUser(id);
  if (!user) throw noSuchUser();
  const [sessions, apiTokens, record, passkeys] = await Promise.all([
    activeSessions(id, null),
    isOn(["apiTokens"]) ? countApiTokens(id) : 0,
    findPasswordRecord(id),
    countPasskeys(id),
  ]);
  const hasPassword = record !== null;
  const impersonable = isOn(["impersonation"]) && isImpersonable(user);
  const counts = { sessions: sessions.length, apiTokens, passkeys };
  return { ...viewOf(user), ...counts, hasPassword, impersonable };
}

/**
 * Gives a user another role, disables or enables them. Disabling ends their sessions and API tokens.
 * @throws Problem not_found; address_unverified for a role that waits for a confirmed address; last_admin when nobody would be left in charge; last_owner when an organisation would be left without one
 */
export function changeUser(
  asking: AskingSession,
  userId: string,
  change: UserChange,
): Promise<void> {
  return withLockedUser(asking, userId, (user, tx) => applyChange(user, change, tx));
}

/**
 * Makes the change; part of the caller's `tx`, which has locked the user.
 * @throws Problem as changeUser() does
 */
export async function applyChange(
  user: User,
  { role, disabled, withoutOwner = false }: UserChange,
  tx: Connection,
): Promise<void> {
  const { id } = user;
  const about = { subjectId: id, on: tx };
  if ((role && !administers(role)) || disabled) await requireAnotherAdmin(user, tx);
  if (role && role !== user.role) {
    // Until then the account belongs to whoever signs up with the address next.
    if (role !== LEAST_ROLE && !user.emailVerified) throw new Problem("address_unverified");
    await setRole(id, role, tx);
    await deleteImpersonations(id, tx);
    await recordEvent(`authz_change:${role}`, about);
  }
  if (disabled !== undefined && disabled !== (user.disabledAt !== null)) {
    if (disabled) await requireOtherOwners(id, withoutOwner, tx);
    await setDisabled(id, disabled, tx);
    if (disabled) await deleteSessions(id, null, tx);
    if (disabled) await endApiTokens(id, tx);
    await recordEvent(`user_updated:${disabled ? "disabled" : "enabled"}`, about);
  }
}

/** Ends every session of a user. @throws Problem not_found */
export function endSessions(asking: AskingSession, userId: string): Promise<void> {
  return withLockedUser(asking, userId, endAllSessions);
}

/** Ends every session of a user whom the caller's `tx` has locked. */
export async function endAllSessions({ id }: User, tx: Connection): Promise<void> {
  await deleteSessions(id, null, tx);
  await recordEvent("authn_token_revoked:session", { subjectId: id, on: tx });
}

/** Revokes every API token of a user. @throws Problem not_found */
export function revokeApiTokens(asking: AskingSession, userId: string): Promise<void> {
  return withLockedUser(asking, userId, (_user, tx) => endApiTokens(userId, tx));
}

/** Sends the verification link again. @throws Problem not_found; already_verified; account_disabled */
export function sendVerification(asking: AskingSession, userId: string): Promise<void> {
  return withLockedUser(asking, userId, async (user, tx) => {
    if (user.emailVerified) throw new Problem("already_verified");
    // Its links do not work until it is enabled again.
    if (user.disabledAt) throw new Problem("account_disabled");
    await queueVerification(user, tx);
    await recordEvent("authn_token_created:verify_email", { subjectId: userId, on: tx });
  });
}

/**
 * Removes a user's password and mails them a link for a new one. Their sessions and API tokens end.
 * @throws Problem not_found; account_disabled; last_admin
 */
export function requireNewPassword(asking: AskingSession, userId: string): Promise<void> {
  return withLockedUser(asking, userId, removePassword);
}

/**
 * The same for a user whom the caller's `tx` has locked.
 * @throws Problem account_disabled; last_admin
 */
export async function removePassword(user: User, tx: Connection): Promise<void> {
  if (user.disabledAt) throw new Problem("account_disabled");
  // Where no mail arrives, the last administrator would have locked themselves out.
  await requireAnotherAdmin(user, tx);
  await deletePassword(user.id, tx);
  const mail = await requiredResetMail(user, tx);
  const change = { event: "user_updated:password_removed", mail } as const;
  await credentialChanged(
    user,
    { ...change, keepSession: null, endTokens: true, forgetDevices: true },
    tx,
  );
}

/**
 * Removes the factors of a user who has lost them, including passkeys, and ends their sessions. Nobody does
 * that for themselves: their own settings page asks for the factor.
 * @throws Problem not_found; forbidden for one's own; second_factor_off; unauthenticated
 */
export function removeUsersSecondFactor(asking: AskingSession, userId: string): Promise<void> {
  return withLockedUser(asking, userId, async (user, tx) => {
    if (userId === asking.userId) throw new Problem("forbidden");
    await removeFactors(user, tx);
  });
}

/**
 * Locks the user for a transaction in which an administrator acts.
 * @throws Problem not_found; as requireRight() does
 */
export function withLockedUser<T>(
  asking: AskingSession,
  userId: string,
  work: (user: User, tx: Connection) => Promise<T>,
): Promise<T> {
  return transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    await requireRight(asking, "users.change", tx);
    if (!user) throw noSuchUser();
    return work(user, tx);
  });
}

const noSuchUser = () => new Problem("not_found", { detail: () => t("details.noSuchUser") });
