import { z } from "zod";
import { deleteDevices } from "@/lib/db/devices";
import { isUniqueViolation } from "@/lib/db/errors";
import { deleteSessions } from "@/lib/db/sessions";
import { deleteTokens } from "@/lib/db/tokens";
import { type Connection, transaction } from "@/lib/db/transaction";
import { changeEmail, findUserByEmail, lockUser } from "@/lib/db/users";
import { queueMail, wakeOutbox } from "@/lib/mail/outbox";
import { accountExistsMail, changeEmailMail, emailChangedMail } from "@/lib/mail/templates";
import { recordEvent } from "./audit";
import { emailField } from "./email";
import { passwordField } from "./fields";
import { byAddress, isWithin, limits, throttled } from "./limits";
import { confirmPassword } from "./password";
import { queueResetLink } from "./recovery";
import { deadLink, issueToken, redeemToken, tokenField } from "./tokens";

const ASK_AGAIN = "Ask for the change again.";

export const changeEmailInput = z.object({ email: emailField, password: passwordField });
export const emailLinkInput = z.object({ token: tokenField });

type Owner = { id: string; name: string; email: string };

/**
 * Asks for another address. Nothing changes until the link mailed to it is followed; a newer
 * request voids an older one. An address that has an account gets a mail that says so, and the
 * caller the same answer.
 * @throws Problem invalid when the password is wrong
 */
export async function requestEmailChange(
  owner: Owner,
  { email, password }: z.infer<typeof changeEmailInput>,
): Promise<void> {
  await confirmPassword(owner, password, "password");
  if (!(await isWithin(limits.moveToRecipient, email))) return;
  await transaction(async (tx) => {
    await lockUser(owner.id, tx);
    await deleteTokens(owner.id, "change-email", tx);
    const holder = await findUserByEmail(email, tx);
    if (holder) return queueMail(accountExistsMail(holder), tx);
    const secret = await issueToken("change-email", owner.id, email, tx);
    await queueMail(changeEmailMail({ name: owner.name, email }, secret), tx);
  });
  wakeOutbox();
}

/**
 * Moves the account to the address its link was mailed to, and to no other. The old address is told
 * and gets a link that undoes it. Every session ends, as after a reset: a thief's may be among them.
 * @throws Problem invalid when the link does not work, or the address has been taken meanwhile
 */
export async function confirmEmailChange(secret: string): Promise<void> {
  if (!(await followed(secret, move))) throw deadLink(ASK_AGAIN);
  wakeOutbox();
}

/** Acts on a link. @returns false when it does not work, or its address has been taken meanwhile */
function followed(secret: string, act: typeof move): Promise<boolean> {
  return throttled([byAddress(limits.verifyByAddress)], async () => {
    try {
      return await transaction((tx) => act(secret, tx));
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  });
}

async function move(secret: string, tx: Connection): Promise<boolean> {
  const redeemed = await redeemToken("change-email", secret, tx);
  if (!redeemed) return false;
  const { user, email } = redeemed;
  await changeEmail(user, email, tx);
  await deleteSessions(user.id, null, tx);
  await deleteTokens(user.id, "reset-password", tx);
  await recordEvent("user_updated:email_changed", { subjectId: user.id, on: tx });
  const undo = await issueToken("undo-email", user.id, user.email, tx);
  await queueMail(emailChangedMail(user, email, undo), tx);
  return true;
}

/**
 * Brings an account back to the address it had. Who has to do this may have lost the password, too:
 * every session ends, no mailed link works any more, and a link for a new password is sent.
 * @throws Problem invalid when the link does not work, or the address belongs to somebody else now
 */
export async function undoEmailChange(secret: string): Promise<void> {
  if (!(await followed(secret, moveBack))) throw deadLink("Ask for a new password instead.");
  wakeOutbox();
}

async function moveBack(secret: string, tx: Connection): Promise<boolean> {
  const redeemed = await redeemToken("undo-email", secret, tx);
  if (!redeemed) return false;
  const { user, email } = redeemed;
  await changeEmail(user, email, tx);
  await deleteSessions(user.id, null, tx);
  await deleteDevices(user.id, tx);
  for (const purpose of ["change-email", "undo-email", "reset-password"] as const) {
    await deleteTokens(user.id, purpose, tx);
  }
  await recordEvent("user_updated:email_restored", { subjectId: user.id, on: tx });
  await queueResetLink(email, tx);
  return true;
}
