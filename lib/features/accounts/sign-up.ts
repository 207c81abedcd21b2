import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { nameField, newPasswordField } from "@/lib/features/input/fields";
import { hashPassword } from "@/lib/features/password/hash";
import { passwordProblem } from "@/lib/features/password/policy";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { requestOrigin, withRequestOrigin } from "@/lib/platform/core/request-context";
import { MINUTE_MS } from "@/lib/platform/core/time";
import {
  deletePassword,
  findPasswordRecord,
  setPassword,
} from "@/lib/platform/db/tables/passwords";
import { isImported } from "@/lib/platform/db/tables/people/imports";
import { hasIdentity } from "@/lib/platform/db/tables/sign-in/identities";
import { hasLiveTokenSince } from "@/lib/platform/db/tables/tokens";
import {
  createUser,
  lockUserByEmail,
  renameUser,
  setPreferences,
  setRole,
  type User,
} from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { type MailRequest, queueMail, queueOwnRequest } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { currentReader } from "@/lib/platform/texts/reader";
import { queueVerification } from "./verification";

/** What the sign-up form and API take. Any other field is dropped. */
export const signUpInput = z
  .object({ name: nameField, email: emailField, password: newPasswordField })
  .superRefine((input, context) => {
    const message = passwordProblem(input.password, input);
    if (message) context.addIssue({ code: "custom", path: ["password"], message });
  });

export type SignUp = z.infer<typeof signUpInput>;

/** How long a repeated sign-up counts as the same one. */
const REPEATED_MS = MINUTE_MS;

/**
 * Requests an account. The outbox worker checks later whether the address has one: here every address costs
 * the same and gets the same answer. Later each gets a mail; only the mail differs. Where the mail limit is
 * reached, only what must not wait for the owner is done.
 * @throws Problem as hashPassword() does
 */
export async function signUp({ name, email, password }: SignUp): Promise<void> {
  const record = await hashPassword(password, { alike: email });
  const ask = (kind: "account" | "other-password") =>
    queueOwnRequest({ kind, email, account: { name, record, origin: requestOrigin() } });
  const told = await throttledSilently(byRecipient(limits.signUpByRecipient, email), () =>
    ask("account"),
  );
  if (!told) await ask("other-password");
}

/**
 * Answers a request, as part of the worker's transaction. An address that nobody has verified belongs to
 * nobody yet: the latest sign-up counts, and links mailed for earlier ones stop working. So a stranger who
 * signs up first cannot leave a password on the account that the owner verifies later.
 */
export async function queueAccount(
  email: string,
  tx: Connection,
  { account }: Pick<MailRequest, "account">,
): Promise<boolean> {
  if (!account) return false;
  return withRequestOrigin(account.origin, () => register({ email, ...account }, tx));
}

async function register(
  { name, email, record }: { name: string; email: string; record: string },
  tx: Connection,
): Promise<boolean> {
  const known = await lockUserByEmail(email, tx);
  if (known && (await isClaimed(known, tx))) {
    await queueMail(accountExistsMail(known), tx);
    return true;
  }
  if (known && (await isRepeated(known, { name, record }, tx))) return false;
  const user = known ? await signUpAgain(known, name, tx) : await create({ name, email }, tx);
  await setPassword(user.id, record, tx);
  await queueVerification(user, tx);
  return true;
}

/**
 * Whether the very same sign-up was sent a moment ago to any process, by a double click or by a proxy that
 * repeats requests. Another mail would cancel the link that is on its way.
 */
async function isRepeated(
  user: User,
  { name, record }: { name: string; record: string },
  tx: Connection,
): Promise<boolean> {
  if (user.name !== name || (await findPasswordRecord(user.id, tx)) !== record) return false;
  return hasLiveTokenSince(user.id, "verify-email", new Date(Date.now() - REPEATED_MS), tx);
}

/**
 * Whether somebody has proved that the account is theirs: by its address, through a provider, or to the
 * program that it was imported from.
 */
export const isClaimed = async (user: User, on?: Connection): Promise<boolean> =>
  user.emailVerified !== null ||
  (await hasIdentity(user.id, on)) ||
  (await isImported(user.id, on));

/**
 * Answers a request where no mail may be sent. An earlier link must not come to confirm the new password;
 * nor may an earlier password, a stranger's perhaps, wait for the owner to confirm the address. It is
 * removed: the owner is sent a link for a new one after confirming.
 * @returns that nobody is notified
 */
export async function removeOtherPassword(
  email: string,
  tx: Connection,
  { account }: Pick<MailRequest, "account">,
): Promise<false> {
  const user = account ? await lockUserByEmail(email, tx) : null;
  if (!account || !user || (await isClaimed(user, tx))) return false;
  const record = await findPasswordRecord(user.id, tx);
  if (record === null || record === account.record) return false;
  await deletePassword(user.id, tx);
  await withRequestOrigin(account.origin, () =>
    recordEvent("user_updated:password_removed", { subjectId: user.id, on: tx }),
  );
  return false;
}

async function signUpAgain(user: User, name: string, tx: Connection): Promise<User> {
  const { language } = currentReader();
  await renameUser(user, name, tx);
  // What somebody was given before the address was confirmed is not passed to a new sign-up.
  await setRole(user.id, LEAST_ROLE, tx);
  await setPreferences(user.id, { language }, tx);
  await recordEvent("user_updated:sign_up_again", { subjectId: user.id, on: tx });
  return { ...user, name, language, role: LEAST_ROLE };
}

/** The account keeps the language of its sign-up: mail that others cause is written in it, too. */
async function create(
  { name, email }: Pick<SignUp, "name" | "email">,
  tx: Connection,
): Promise<User> {
  const user = await createUser({ name, email, language: currentReader().language }, tx);
  await recordEvent("user_created", { subjectId: user.id, on: tx });
  await hooks().accountCreated?.(user, tx);
  return user;
}
