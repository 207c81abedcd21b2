import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { nameField, passwordField } from "@/lib/features/input/fields";
import { hashPassword, verifyPassword } from "@/lib/features/password/hash";
import { passwordProblem } from "@/lib/features/password/policy";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { isUniqueViolation } from "@/lib/platform/db/errors";
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
  findUserWithPassword,
  lockUser,
  lockUserByEmail,
  renameUser,
  setReading,
  setRole,
  type User,
} from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { currentReader } from "@/lib/platform/texts/reader";
import { queueVerification } from "./verification";

/** What the sign-up form and API take. Any other field is dropped. */
export const signUpInput = z
  .object({ name: nameField, email: emailField, password: passwordField })
  .superRefine((input, context) => {
    const message = passwordProblem(input.password, input);
    if (message) context.addIssue({ code: "custom", path: ["password"], message });
  });

export type SignUp = z.infer<typeof signUpInput>;

/** For how long a sign-up that is sent again is the same one. */
const REPEATED_MS = MINUTE_MS;

/**
 * Creates an account, or does as if. Known and unknown addresses cost the same hash, get the same
 * answer and a mail each; only the mail differs.
 * @throws Problem unavailable when the hashing queue is full
 */
export async function signUp(input: SignUp): Promise<void> {
  const hash = await hashPassword(input.password);
  const told = await throttledSilently(
    byRecipient(limits.signUpByRecipient, input.email),
    async () => {
      let done = false;
      while (!done) done = await signUpOnce(input, hash);
    },
  );
  if (!told) await forgetOtherPassword(input);
}

/** @returns false when another sign-up of the address came in between: then it has to be looked at */
async function signUpOnce(input: SignUp, hash: string): Promise<boolean> {
  const found = await findUserWithPassword(input.email);
  if (found && (await isRepeated(input, found))) return true;
  try {
    return await transaction((tx) => register(input, hash, found?.hash ?? null, tx));
  } catch (error) {
    // Another request took the address between our look and our write: now it is a known one.
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Whether the very same was sent a moment ago, by a double click or a proxy that repeats a request, to
 * whichever process. Another mail would void the link that is on its way. The password is compared only
 * where a link was mailed within the minute.
 */
async function isRepeated(
  { name, password }: SignUp,
  { user, hash }: { user: User; hash: string | null },
): Promise<boolean> {
  if (!hash || user.emailVerified || user.name !== name) return false;
  const since = new Date(Date.now() - REPEATED_MS);
  if (!(await hasLiveTokenSince(user.id, "verify-email", since))) return false;
  return (await verifyPassword(password, hash)).valid;
}

/**
 * An address nobody has verified belongs to nobody yet: the latest sign-up counts, and links
 * mailed for earlier ones are void. So a stranger who signs up first cannot leave his password
 * on the account that the owner verifies later.
 * @param seen the password record that the sign-up was compared with
 * @returns false when there is another one by now, and nothing was done
 */
async function register(
  input: SignUp,
  hash: string,
  seen: string | null,
  tx: Connection,
): Promise<boolean> {
  const known = await lockUserByEmail(input.email, tx);
  if (known && (await isSomebodys(known, tx))) {
    await queueMail(accountExistsMail(known), tx);
    return true;
  }
  if (known && (await findPasswordRecord(known.id, tx)) !== seen) return false;
  const user = known ? await signUpAgain(known, input.name, tx) : await create(input, tx);
  await setPassword(user.id, hash, tx);
  await queueVerification(user, tx);
  return true;
}

/**
 * Whether somebody has shown the account to be theirs: by its address, through a provider, or to the
 * program that it was imported from.
 */
export const isSomebodys = async (user: User, tx: Connection): Promise<boolean> =>
  user.emailVerified !== null ||
  (await hasIdentity(user.id, tx)) ||
  (await isImported(user.id, tx));

/**
 * What is done where no mail may be sent. An earlier link must not come to stand for this password;
 * nor may another one, a stranger's perhaps, wait for the owner to confirm the address. It goes: who
 * confirms has a link for a new one sent. Of a confirmed account the password is not even looked at.
 */
async function forgetOtherPassword({ email, password }: SignUp): Promise<void> {
  const found = await findUserWithPassword(email);
  const pending = found && !found.user.emailVerified ? found : null;
  const { valid } = await verifyPassword(password, pending?.hash ?? null);
  if (!pending || valid) return;
  await transaction(async (tx) => {
    const user = await lockUser(pending.user.id, tx);
    if (!user || (await isSomebodys(user, tx)) || !(await deletePassword(user.id, tx))) return;
    await recordEvent("user_updated:password_removed", {
      subjectId: user.id,
      on: tx,
    });
  });
}

async function signUpAgain(user: User, name: string, tx: Connection): Promise<User> {
  const { language } = currentReader();
  await renameUser(user, name, tx);
  // What somebody was given before anybody had confirmed the address is not for who signs up now.
  await setRole(user.id, LEAST_ROLE, tx);
  await setReading(user.id, { language }, tx);
  await recordEvent("user_updated:sign_up_again", { subjectId: user.id, on: tx });
  return { ...user, name, language, role: LEAST_ROLE };
}

/** The account keeps the language of its sign-up: what others cause to be mailed comes in it, too. */
async function create({ name, email }: SignUp, tx: Connection): Promise<User> {
  const user = await createUser({ name, email, language: currentReader().language }, tx);
  await recordEvent("user_created", { subjectId: user.id, on: tx });
  await hooks().accountCreated?.(user, tx);
  return user;
}
