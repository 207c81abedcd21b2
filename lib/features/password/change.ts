import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { type EventName, recordEvent } from "@/lib/features/audit/events";
import { newPasswordField, passwordField } from "@/lib/features/input/fields";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { findPasswordRecord, setPassword } from "@/lib/platform/db/tables/passwords";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { passwordChangedMail } from "@/lib/platform/mail/templates/password-changed";
import { forgetCount, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { hashPassword, verifyPassword } from "./hash";
import { passwordProblem } from "./policy";

export const changePasswordInput = z.object({
  // Empty or missing where the account has no password yet.
  currentPassword: z.literal("").or(passwordField).optional(),
  newPassword: newPasswordField,
  /** Whether the API tokens of the account end, too. A form sends "on". */
  revokeTokens: z.union([z.boolean(), z.literal("on").transform(() => true)]).optional(),
});

/** Whether an account has a password at all; one created through another provider has none. */
export async function hasPassword(userId: string): Promise<boolean> {
  return (await findPasswordRecord(userId)) !== null;
}

/**
 * Asks the owner of a session for the password again.
 * @param failure the event of a wrong one
 * @returns the record that it was checked against, for lockWithPassword()
 * @throws Problem invalid on `field` when it is wrong; too_many_requests; as hashPassword() does
 */
export async function confirmPassword(
  owner: { id: string },
  password: string,
  field: string,
  failure: EventName = "authn_login_fail:confirmation",
): Promise<string | null> {
  const counted = { limit: limits.confirmByAccount, subject: owner.id };
  const confirmed = await throttled([counted], async () => {
    const record = await findPasswordRecord(owner.id);
    const { valid } = await verifyPassword(password, record);
    if (valid) return record;
    await recordEvent(failure, { subjectId: owner.id });
    throw new Problem("invalid", { errors: [{ field, message: t("fields.passwordWrong") }] });
  });
  await forgetCount(counted);
  return confirmed;
}

/**
 * Locks an account for this transaction, as lockUser() does, if its password is still the one that was
 * checked: hashing takes long enough for the owner to set another in the meantime.
 * @throws Problem password_changed when it is not
 */
export async function lockWithPassword(
  userId: string,
  record: string | null,
  tx: Connection,
): Promise<User | null> {
  const user = await lockUser(userId, tx);
  if (user && (await findPasswordRecord(userId, tx)) !== record) {
    throw new Problem("password_changed");
  }
  return user;
}

/**
 * Changes a password, or sets the first one. Every other session ends, mailed links to reset it or to
 * change the address are cancelled, API tokens end if requested, and the owner is notified by mail. The
 * caller's session gets a new secret.
 * @param session the renewal of the caller's session, and whether it was authenticated recently: a first
 * password requires that, and so does an account with a second factor
 * @throws Problem invalid, with the wrong field; reauthentication_required; unauthenticated when the
 * session has ended; password_changed when the password was changed in the meantime; as confirmPassword() does
 */
export async function changePassword(
  owner: { id: string; name: string; email: string },
  session: { renewal: Renewal; recent: boolean },
  { currentPassword = "", newPassword, revokeTokens = false }: z.infer<typeof changePasswordInput>,
): Promise<void> {
  refuseWeak(newPassword, owner, "newPassword");
  const record = (await hasPassword(owner.id))
    ? await confirmPassword(owner, currentPassword, "currentPassword", "authn_password_change_fail")
    : null;
  if (record === null && !session.recent) {
    throw new Problem("reauthentication_required");
  }
  const hash = await hashPassword(newPassword);
  await transaction(async (tx) => {
    const user = await lockWithPassword(owner.id, record, tx);
    if (!user) throw new Problem("unauthenticated");
    if (user.secondFactorAt && !session.recent) throw new Problem("reauthentication_required");
    const proved = record === null || user.secondFactorAt ? null : (["password"] as const);
    await renew(session.renewal, proved, tx);
    const others = { keepSession: session.renewal.sessionId, endTokens: revokeTokens };
    await replacePassword(user, hash, others, tx);
  });
}

/** @throws Problem invalid on `field` when the policy refuses the password */
export function refuseWeak(
  password: string,
  owner: { name: string; email: string },
  field: string,
): void {
  const message = passwordProblem(password, owner);
  if (message) throw new Problem("invalid", { errors: [{ field, message }] });
}

/**
 * Stores a new password: the common part of change and reset. Links to another address are cancelled: they
 * may come from the attacker whom this change is meant to lock out.
 * @param others as credentialChanged() takes it
 */
export async function replacePassword(
  user: User,
  hash: string,
  others: { keepSession: string | null; endTokens?: boolean; forgetDevices?: boolean },
  tx: Connection,
): Promise<void> {
  await setPassword(user.id, hash, tx);
  const change = { event: "authn_password_change", mail: passwordChangedMail(user) } as const;
  await credentialChanged(user, { ...change, voids: ["reset-password"], ...others }, tx);
}
