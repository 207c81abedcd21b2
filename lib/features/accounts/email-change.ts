import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { type AskingSession, requireSession } from "@/lib/features/asking/asking";
import { recordEvent } from "@/lib/features/audit/events";
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
import { isSomebodys } from "./sign-up";

export const changeEmailInput = z.object({ email: emailField, password: passwordField });
export const emailLinkInput = z.object({ token: tokenField });

/**
 * Asks for another address. Nothing changes until the link mailed to it is followed; a newer
 * request voids an older one. An address that has an account gets a mail that says so; the caller
 * gets the same answer, and finds the same event and link among what is kept about them.
 * @param recent whether the session was authenticated recently: an account with a second factor needs that
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
  const taken = holder && (await isSomebodys(holder, tx));
  const mail = taken ? addressTakenMail(holder) : changeEmailMail(owner, email, secret);
  await queueMail(mail, tx);
  await recordEvent("authn_token_created:change_email", { subjectId: ownerId, on: tx });
}

/**
 * Moves the account to the address its link was mailed to, and to no other. The old address is told
 * and gets a link that undoes it. Every session ends, as after a reset: a thief's may be among them.
 * Only who is signed in to the account can do it: the reader of the new address alone may be a
 * stranger, into whose mailbox somebody moves an account in order to take it back later.
 * @param asking the session in which the reader is signed in to the account
 * @throws Problem invalid when the link does not work, or the address has been taken in the meantime;
 * link_of_another_account; unauthenticated when the session has ended in the meantime
 */
export async function confirmEmailChange(asking: AskingSession, secret: string): Promise<void> {
  const moved = await followed((tx) => move(asking, secret, tx));
  if (!moved) await refuseLink("change-email", secret);
}

/** Acts on a link. @returns false when it does not work, or its address has been taken in the meantime */
async function followed(act: (tx: Connection) => Promise<boolean>): Promise<boolean> {
  try {
    return await transaction(act);
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Frees an address from an account that is nobody's yet: whoever made it must not keep the owner of the address
 * from it. One that an administrator disabled stays, and so does one that was imported or comes in through a
 * provider: whoever reads the address can have a password for it sent, and then delete it.
 */
async function freeAddress(email: string, tx: Connection): Promise<void> {
  const holder = await lockUserByEmail(email, tx);
  if (!holder || holder.disabledAt || (await isSomebodys(holder, tx))) return;
  await removeAccount(holder, tx);
}

async function move(asking: AskingSession, secret: string, tx: Connection): Promise<boolean> {
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
 * Brings an account back to the address it had. An owner who has to do this has lost the password, too, since
 * moving asks for it: it opens nothing any more, every session and API token ends, no link mailed since works, and
 * a link for a new password is sent.
 * The link to an earlier address still works: who took the account may have moved it twice. So does
 * the link after a reset at the new address: a thief would reset the password first thing. The
 * address that is left is told. See docs/decisions/031-who-may-move-an-account.md.
 * @throws Problem invalid when the link does not work, or the address belongs to somebody else now
 */
export async function undoEmailChange(secret: string): Promise<void> {
  if (!(await followed((tx) => moveBack(secret, tx)))) await refuseLink("undo-email", secret);
}

async function moveBack(secret: string, tx: Connection): Promise<boolean> {
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
