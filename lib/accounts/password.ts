import { z } from "zod";
import { deleteSessions } from "@/lib/db/sessions";
import { deleteTokens } from "@/lib/db/tokens";
import { type Connection, transaction } from "@/lib/db/transaction";
import { findPasswordRecord, lockUser, setPassword } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
import { queueMail, wakeOutbox } from "@/lib/mail/outbox";
import { passwordChangedMail } from "@/lib/mail/templates";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";
import { passwordProblem } from "@/lib/passwords/policy";
import { recordEvent } from "./audit";
import { passwordField } from "./fields";
import { clear, limits, throttled } from "./limits";
import { isFresh } from "./session-lifetime";

type Owner = { id: string; name: string; email: string };

export const changePasswordInput = z.object({
  currentPassword: z.string().optional(),
  newPassword: passwordField,
});

/** Whether an account has a password at all; one made by another provider has none. */
export async function hasPassword(userId: string): Promise<boolean> {
  return (await findPasswordRecord(userId)) !== null;
}

/**
 * Asks the owner of a session for the password again.
 * @throws Problem invalid on `field` when it is wrong; too_many_requests; unavailable
 */
export async function confirmPassword(
  owner: Owner,
  password: string,
  field: string,
): Promise<void> {
  const counted = { limit: limits.confirmByAccount, subject: owner.id };
  await throttled([counted], async () => {
    const { valid } = await verifyPassword(password, await findPasswordRecord(owner.id));
    if (valid) return;
    await recordEvent("authn_login_fail:confirmation", { subjectId: owner.id });
    throw new Problem("invalid", { errors: [{ field, message: "That is not your password." }] });
  });
  await clear(counted);
}

/**
 * Changes a password, or sets the first one. Every other session ends, mailed reset links are void,
 * and the owner is told by mail. The caller gives this session a new secret.
 * @param session the one that asks; to set a first password it must be fresh
 * @throws Problem invalid, with the field that is wrong; reauthentication_required
 */
export async function changePassword(
  owner: Owner,
  session: { id: string; authenticatedAt: string },
  { currentPassword = "", newPassword }: z.infer<typeof changePasswordInput>,
): Promise<void> {
  refuseWeak(newPassword, owner, "newPassword");
  if (await hasPassword(owner.id)) await confirmPassword(owner, currentPassword, "currentPassword");
  else if (!isFresh(session, Date.now())) throw new Problem("reauthentication_required");
  const hash = await hashPassword(newPassword);
  await transaction(async (tx) => {
    await lockUser(owner.id, tx);
    await replacePassword(owner, hash, tx);
    await deleteSessions(owner.id, session.id, tx);
  });
  wakeOutbox();
}

/** @throws Problem invalid on `field` when the policy refuses the password */
export function refuseWeak(password: string, owner: Owner, field: string): void {
  const message = passwordProblem(password, owner);
  if (message) throw new Problem("invalid", { errors: [{ field, message }] });
}

/** Stores a new password and tells the owner: the common part of change and reset. */
export async function replacePassword(owner: Owner, hash: string, tx: Connection): Promise<void> {
  await setPassword(owner.id, hash, tx);
  await deleteTokens(owner.id, "reset-password", tx);
  await recordEvent("authn_password_change", { subjectId: owner.id, on: tx });
  await queueMail(passwordChangedMail(owner), tx);
}
