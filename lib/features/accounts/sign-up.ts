import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { nameField, passwordField } from "@/lib/features/input/fields";
import { hashPassword, verifyPassword } from "@/lib/features/password/hash";
import { passwordProblem } from "@/lib/features/password/policy";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { deletePassword, setPassword } from "@/lib/platform/db/tables/passwords";
import { isImported } from "@/lib/platform/db/tables/people/imports";
import { hasIdentity } from "@/lib/platform/db/tables/sign-in/identities";
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

/**
 * Creates an account, or does as if. Known and unknown addresses cost the same hash, get the same
 * answer and a mail each; only the mail differs.
 * @throws Problem unavailable when the hashing queue is full
 */
export function signUp(input: SignUp): Promise<void> {
  const key = hashSecret(JSON.stringify([input.email, input.name, input.password]));
  const same = underWay.get(key);
  if (same) return same;
  const done = signUpOnce(input).finally(() => underWay.delete(key));
  underWay.set(key, done);
  return done;
}

/**
 * Sign-ups that are being done now. The same one sent twice, by a double click or a proxy that
 * repeats a request, is one: the second would void the link that the first has mailed (issue 9, case 8).
 */
const underWay = new Map<string, Promise<void>>();

async function signUpOnce(input: SignUp): Promise<void> {
  const hash = await hashPassword(input.password);
  const told = await throttledSilently(
    byRecipient(limits.signUpByRecipient, input.email),
    async () => {
      try {
        await transaction((tx) => register(input, hash, tx));
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        // Another request took the address between our look and our write: now it is a known one.
        await transaction((tx) => register(input, hash, tx));
      }
    },
  );
  if (!told) await forgetOtherPassword(input);
}

/**
 * An address nobody has verified belongs to nobody yet: the latest sign-up counts, and links
 * mailed for earlier ones are void. So a stranger who signs up first cannot leave his password
 * on the account that the owner verifies later.
 */
async function register(input: SignUp, hash: string, tx: Connection): Promise<void> {
  const known = await lockUserByEmail(input.email, tx);
  if (known && (await isSomebodys(known, tx))) return queueMail(accountExistsMail(known), tx);
  const user = known ? await signUpAgain(known, input.name, tx) : await create(input, tx);
  await setPassword(user.id, hash, tx);
  await queueVerification(user, tx);
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
