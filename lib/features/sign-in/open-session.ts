import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { lockWithPassword } from "@/lib/features/password/change";
import { rememberDevice } from "@/lib/features/sessions/devices";
import { Problem } from "@/lib/platform/core/problem";
import { requestOrigin, setActor } from "@/lib/platform/core/request-context";
import {
  createSession,
  deleteSurplusSessions,
  type NewSession,
} from "@/lib/platform/db/tables/sessions";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";

/** Whoever keeps signing in must not fill the database, nor make each look at the list slow. */
const MOST_SESSIONS = 100;

/** What a session is opened by. */
type Proof = {
  /** The stored password record that was checked; undefined where it was not a password. */
  record: string | undefined;
  /** The secret of the browser, or null when it has none yet. */
  device: string | null;
};

/**
 * Makes the session of a sign-in, unless the account has changed since the proof was looked at, and
 * remembers the browser. Beyond a hundred, the session not used for longest ends.
 * @returns the secret that the browser is to keep
 * @throws Problem unauthenticated when the account is gone or disabled meanwhile; password_changed
 */
export async function openSession(
  session: Omit<NewSession, "ipAddress" | "userAgent">,
  { record, device }: Proof,
): Promise<{ device: string }> {
  const { userId } = session;
  const { ipAddress, userAgent } = requestOrigin();
  return transaction(async (tx) => {
    const user =
      record === undefined
        ? await lockUser(userId, tx)
        : await lockWithPassword(userId, record, tx);
    if (!user || user.disabledAt) throw new Problem("unauthenticated");
    setActor(userId);
    await createSession({ ...session, ipAddress, userAgent }, tx);
    await recordEvent("authn_login_success", { subjectId: userId, on: tx });
    if ((await deleteSurplusSessions(userId, MOST_SESSIONS, tx)) > 0) {
      await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    }
    const known = await rememberDevice(user, device, tx);
    await hooks().signedIn?.(user, tx);
    return { device: known };
  });
}
