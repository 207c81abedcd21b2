import { type EventName, recordEvent } from "@/lib/features/audit/events";
import { findPasskey, type Passkey, touchPasskey } from "@/lib/platform/db/tables/sign-in/passkeys";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { type Assertion, readAssertion } from "./credential";
import { type Used, verifyAssertion } from "./verify";

/** The owner of an account who has proved it, and by which passkey. */
export type ProvedByPasskey = { user: User; passkeyId: string };

type Expected = {
  /** Whose passkey it has to be; null where the passkey says who somebody is. */
  userId: string | null;
  /** Uses the challenge of the answer up. */
  answer: (challenge: string) => Promise<boolean>;
  /** What is recorded of one that proves nothing. */
  failure: EventName;
  /** Told the credential id where no account has it: its authenticator may forget it. */
  unknown?: (credentialId: string) => void;
};

/**
 * Checks the answer of a passkey. Of whatever is wrong the caller learns the same: nothing says whether
 * there is such a passkey, or an account behind it.
 * @param sent the answer, as the browser sent it
 * @returns null when it proves nothing
 */
export async function provePasskey(
  sent: unknown,
  { userId, answer, failure, unknown }: Expected,
): Promise<ProvedByPasskey | null> {
  const assertion = readAssertion(sent);
  // Before anything is verified: an answer that fails must not be tried again.
  const answered = assertion !== null && (await answer(assertion.challenge));
  const passkey = answered ? await findPasskey(assertion.id) : null;
  if (answered && !passkey) unknown?.(assertion.id);
  const proved = passkey && (await check(assertion as Assertion, passkey, userId));
  if (!proved) await recordEvent(failure, { subjectId: userId ?? passkey?.userId ?? null });
  return proved;
}

async function check(
  assertion: Assertion,
  passkey: Passkey & { handle: string | null },
  userId: string | null,
): Promise<ProvedByPasskey | null> {
  if (userId !== null && passkey.userId !== userId) return null;
  if (!isOwnersHandle(assertion, passkey.handle, userId)) return null;
  const used = await verifyAssertion(assertion, passkey);
  return used && use(passkey, used);
}

/** The library does not compare it. Where nobody was named, it must be there (WebAuthn, 7.2 step 6). */
function isOwnersHandle(
  { response: { userHandle } }: Assertion,
  handle: string | null,
  userId: string | null,
): boolean {
  return userHandle ? userHandle === handle : userId !== null;
}

/** Notes the use, if the passkey is still there and its account open. */
async function use(seen: Passkey, used: Used): Promise<ProvedByPasskey | null> {
  const { userId, id } = seen;
  return transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user || user.disabledAt || !user.emailVerified) return null;
    const passkey = await findPasskey(seen.credentialId, tx);
    if (passkey?.id !== id) return null;
    const { counter } = passkey;
    // A copy counts on its own. Synced keys are copies by nature, and some of them count, too.
    if (used.counter <= counter && (used.counter > 0 || counter > 0)) {
      await recordEvent("authn_token_reuse:passkey", { subjectId: userId, on: tx });
      if (!passkey.backupEligible && !used.backupEligible) return null;
    }
    const noted = { ...used, counter: Math.max(counter, used.counter), lastUsedAt: new Date() };
    return (await touchPasskey({ userId, id }, noted, tx)) ? { user, passkeyId: id } : null;
  });
}
