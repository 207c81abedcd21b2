import { type EventName, recordEvent } from "@/lib/features/audit/events";
import { findPasskey, type Passkey, touchPasskey } from "@/lib/platform/db/tables/sign-in/passkeys";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { type Assertion, readAssertion } from "./credential";
import { type Used, verifyAssertion } from "./verify";

/** The owner of an account who has been authenticated, and by which passkey. */
export type ProvedByPasskey = { user: User; passkeyId: string };

type Expected = {
  /** The account whose passkey it has to be; null where the passkey itself says who somebody is. */
  userId: string | null;
  /** Uses the challenge of the answer up. */
  answer: (challenge: string) => Promise<boolean>;
  /** The event of a failed answer. */
  failure: EventName;
  /** Called with the credential id where no account has it: its authenticator may forget it. */
  unknown?: (credentialId: string) => void;
};

/**
 * Checks the answer of a passkey. Whatever is wrong, the caller learns the same: nothing reveals whether
 * there is such a passkey, or an account behind it.
 * @param sent the answer, as the browser sent it
 * @returns null when it proves nothing
 */
export async function provePasskey(
  sent: unknown,
  { userId, answer, failure, unknown }: Expected,
): Promise<ProvedByPasskey | null> {
  const assertion = readAssertion(sent);
  // Before anything is verified: a failed answer must not be retried.
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

/** The library does not compare it. Without a known person, it has to be there (WebAuthn, 7.2 step 6). */
function isOwnersHandle(
  { response: { userHandle } }: Assertion,
  handle: string | null,
  userId: string | null,
): boolean {
  return userHandle ? userHandle === handle : userId !== null;
}

/** Records the use, if the passkey still exists and its account is active. */
async function use(seen: Passkey, used: Used): Promise<ProvedByPasskey | null> {
  const { userId, id } = seen;
  return transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user || user.disabledAt || !user.emailVerified) return null;
    const passkey = await findPasskey(seen.credentialId, tx);
    if (passkey?.id !== id) return null;
    const { counter } = passkey;
    // A copy counts on its own. Synced keys are copies by nature, and some of them also count.
    if (used.counter <= counter && (used.counter > 0 || counter > 0)) {
      await recordEvent("authn_token_reuse:passkey", { subjectId: userId, on: tx });
      if (!passkey.backupEligible && !used.backupEligible) return null;
    }
    const noted = { ...used, counter: Math.max(counter, used.counter), lastUsedAt: new Date() };
    return (await touchPasskey({ userId, id }, noted, tx)) ? { user, passkeyId: id } : null;
  });
}
