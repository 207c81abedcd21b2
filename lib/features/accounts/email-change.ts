import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireSession } from "@/lib/features/caller/caller";
import { emailField } from "@/lib/features/input/email-address";
import { passwordField } from "@/lib/features/input/fields";
import { issueToken, redeemToken, refuseLink, tokenField } from "@/lib/features/links/links";
import { confirmPassword, lockWithPassword } from "@/lib/features/password/change";
import { queueResetLink } from "@/lib/features/password/reset";
import { Problem } from "@/lib/platform/core/problem";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { replaceTokens, replaceTokensSince } from "@/lib/platform/db/tables/tokens";
import { changeEmail, findUserByEmail, lockUserByEmail } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { addressTakenMail } from "@/lib/platform/mail/templates/address-taken";
import { changeEmailMail } from "@/lib/platform/mail/templates/change-email";
import { emailChangedMail } from "@/lib/platform/mail/templates/email-changed";
import { emailRestoredMail } from "@/lib/platform/mail/templates/email-restored";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { removeAccount } from "./deletion";
import { isClaimed } from "./sign-up";

export const changeEmailInput = z.object({ email: emailField, password: passwordField });
export const emailLinkInput = z.object({ token: tokenField });

/**
 * Requests a change of address. Nothing changes until the link mailed to it is followed; a newer request
 * cancels an older one. An address that has an account gets a mail that says so; the caller gets the same
 * answer, and finds the same event and link among their data.
 * @param recent whether the session was authenticated recently: an account with a second factor requires
 * that
 * @throws Problem invalid for the address that the account has; as confirmPassword() does;
 * reauthentication_required; password_changed when it was changed in the meantime; unauthenticated when the session
 * has ended
 */
export async function requestEmailChange(
  owner: { id: string; email: string; secondFactorSince?: string | null },
  asking: AskingSession,
  input: z.infer<typeof changeEmailInput>,
  recent: boolean,
): Promise<void> {
  if (owner.secondFactorSince && !recent) throw new Problem("reauthentication_required");
  if (input.email === owner.email) {
    const message = t("fields.emailUnchanged");
    throw new Problem("invalid", { errors: [{ field: "email", message }] });
  }
  const record = await confirmPassword(owner, input.password, "password");
  await throttledSilently(byRecipient(limits.moveByRecipient, input.email), () =>
    transaction((tx) => queueLink(asking, record, input.email, tx)),
  );
}

async function queueLink(
  asking: AskingSession,
  record: string | null,
  email: string,
  tx: Connection,
): Promise<void> {
  const { userId: ownerId } = asking;
  const owner = await lockWithPassword(ownerId, record, tx);
  if (!owner) throw new Problem("unauthenticated");
  await requireSession(asking, tx);
  await replaceTokens(ownerId, "change-email", tx);
  const secret = await issueToken("change-email", ownerId, email, tx);
  const holder = await findUserByEmail(email, tx);
  const taken = holder && (await isClaimed(holder, tx));
  const mail = taken ? addressTakenMail(holder) : changeEmailMail(owner, email, secret);
  await queueMail(mail, tx);
  await recordEvent("authn_token_created:change_email", { subjectId: ownerId, on: tx });
}

/**
 * Changes the account's address to the one its link was mailed to, and to no other. The old address is
 * notified and gets a link that undoes the change. Every session ends, as after a reset: a thief's may be
 * among them. Only somebody signed in to the account can do it: the reader of the new address alone may be
 * a stranger, into whose mailbox an attacker moves an account in order to take it back later.
 * @param asking the session in which the reader is signed in to the account
 * @throws Problem invalid when the link does not work, or the address has been taken in the meantime;
 * link_of_another_account; unauthenticated when the session has ended in the meantime
 */
export async function confirmEmailChange(asking: AskingSession, secret: string): Promise<void> {
  const moved = await followed((tx) => changeAddress(asking, secret, tx));
  if (!moved) await refuseLink("change-email", secret);
}

/** Uses a link. @returns false when it does not work, or its address has been taken in the meantime */
async function followed(act: (tx: Connection) => Promise<boolean>): Promise<boolean> {
  try {
    return await transaction(act);
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Frees an address from an account that nobody has confirmed: whoever created it must not keep the owner of
 * the address from it. An account that an administrator disabled stays, and so does one that was imported
 * or signs in through a provider: the reader of the address can request a password for it, and then delete
 * it.
 */
async function freeAddress(email: string, tx: Connection): Promise<void> {
  const holder = await lockUserByEmail(email, tx);
  if (!holder || holder.disabledAt || (await isClaimed(holder, tx))) return;
  await removeAccount(holder, tx);
}

async function changeAddress(
  asking: AskingSession,
  secret: string,
  tx: Connection,
): Promise<boolean> {
  const redeemed = await redeemToken("change-email", secret, tx, asking.userId);
  if (!redeemed) return false;
  await requireSession(asking, tx);
  const { user, email } = redeemed;
  await freeAddress(email, tx);
  await changeEmail(user, email, tx);
  const undo = await issueToken("undo-email", user.id, user.email, tx);
  const event = "user_updated:email_changed";
  const change = { event, mail: emailChangedMail(user, email, undo) } as const;
  await credentialChanged(user, { ...change, keepSession: null, voids: ["reset-password"] }, tx);
  return true;
}

/**
 * Gives an account its earlier address back. An owner who has to do this has lost the password, too, since
 * changing the address asks for it: so the password is removed, every session and API token ends, links
 * mailed since stop working, and a link for a new password is sent.
 * The link to an even earlier address still works: a thief may have changed the address twice. So does this
 * link after a reset at the new address: a thief would reset the password first. The address that is left
 * is notified. See docs/decisions/031-who-may-move-an-account.md.
 * @throws Problem invalid when the link does not work, or the address belongs to somebody else now
 */
export async function undoEmailChange(secret: string): Promise<void> {
  if (!(await followed((tx) => restoreAddress(secret, tx)))) await refuseLink("undo-email", secret);
}

async function restoreAddress(secret: string, tx: Connection): Promise<boolean> {
  const redeemed = await redeemToken("undo-email", secret, tx);
  if (!redeemed) return false;
  const { user, email, issuedAt } = redeemed;
  await freeAddress(email, tx);
  await changeEmail(user, email, tx);
  await deletePassword(user.id, tx);
  await replaceTokensSince(user.id, "undo-email", issuedAt, tx);
  const event = "user_updated:email_restored";
  const change = { event, mail: emailRestoredMail(user), voids: ["reset-password"] } as const;
  await credentialChanged(
    user,
    { ...change, keepSession: null, endTokens: true, forgetDevices: true },
    tx,
  );
  await queueResetLink(email, tx);
  return true;
}
