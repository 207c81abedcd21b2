import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import { lineField } from "@/lib/features/input/fields";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { requestOrigin } from "@/lib/platform/core/request-context";
import { HOUR_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { createSession, deleteSession } from "@/lib/platform/db/tables/sessions";
import {
  findParent,
  type Parent,
  resumeParent,
} from "@/lib/platform/db/tables/sign-in/impersonations";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { impersonationMail } from "@/lib/platform/mail/templates/people/impersonation";
import { t } from "@/lib/platform/texts/t";
import { isLeast } from "./may-impersonate";

/** How long an impersonation lasts at most, whatever the administrator's own session allows. */
export const IMPERSONATION_MS = HOUR_MS;

/** The longest reason, in characters. */
export const REASON_LIMIT = 200;

export const impersonationInput = z.object({
  reason: lineField(() => t("impersonation.reasonMissing"), REASON_LIMIT),
});

/** A session in which an administrator acts for the owner of an account. `id` is public. */
export const impersonationView = z
  .object({ id: z.uuid(), expires: z.iso.datetime() })
  .meta({ id: "Impersonation" });

/** An administrator's request. */
type Wanted = {
  /** Whose account. */
  userId: string;
  reason: string;
  /** SHA-256 of the secret that the new session gets. */
  secretHash: string;
};

/** When the owner gave a proof in such a session. */
const NEVER = new Date(0);

/**
 * Opens a session in which an administrator acts for the owner of an account. The administrator's own
 * session gets a secret that nobody knows: until they go back, copies of its cookie let nobody in. The
 * owner is notified by mail and in their trail. No browser becomes known by it.
 * @param asking the administrator's own session, and when it ends (ISO 8601)
 * @returns the session, and whose it is
 * @throws Problem not_found; forbidden for oneself, for an account with rights, and without the right oneself; account_disabled;
 * address_unverified; unauthenticated when the session that asks has ended in the meantime
 */
export function startImpersonation(
  { asking, expires }: { asking: AskingSession; expires: string },
  { userId, reason, secretHash }: Wanted,
  now = new Date(),
): Promise<{ user: User; id: string; expiresAt: Date }> {
  return transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    const by = await requireRight(asking, "users.change", tx);
    await setAside(asking, now, tx);
    requireImpersonable(user, by.id);
    const until = Math.min(now.getTime() + IMPERSONATION_MS, Date.parse(expires));
    const expiresAt = new Date(until);
    const { ipAddress, userAgent } = requestOrigin();
    const session = { secretHash, userId, remember: false, expiresAt, ipAddress, userAgent };
    const id = await createSession(
      {
        ...session,
        authenticatedAt: NEVER,
        lastSeenAt: now,
        methods: "",
        parentId: asking.sessionId,
      },
      tx,
    );
    const impersonation = { id, reason };
    await recordEvent("impersonation_started", { subjectId: userId, impersonation, on: tx });
    await queueMail(impersonationMail(user, { by: by.name, reason, until: expiresAt }), tx);
    return { user, id, expiresAt };
  });
}

/** @throws Problem unauthenticated when it has ended or was set aside already */
async function setAside(
  { userId, sessionId, secretHash: from }: AskingSession,
  now: Date,
  tx: Connection,
): Promise<void> {
  const renewal: Renewal = { userId, sessionId, from, to: hashSecret(newSecret()), now };
  await renew(renewal, null, tx);
}

function requireImpersonable(user: User | null, adminId: string): asserts user is User {
  if (!user) throw new Problem("not_found", { detail: () => t("details.noSuchUser") });
  if (user.id === adminId)
    throw new Problem("forbidden", { detail: () => t("impersonation.notOneself") });
  if (!isLeast(user))
    throw new Problem("forbidden", { detail: () => t("impersonation.notRights") });
  if (user.disabledAt) throw new Problem("account_disabled");
  if (!user.emailVerified)
    throw new Problem("address_unverified", { detail: () => t("impersonation.notUnverified") });
}

/**
 * Ends an impersonation, and gives the administrator's own session a new secret to continue with. Of two
 * requests at once, one does so.
 * @param secretHash SHA-256 of that secret
 * @returns the administrator's own session
 * @throws Problem unauthenticated when either session has ended in the meantime
 */
export function stopImpersonation(
  asking: AskingSession,
  secretHash: string,
  now = new Date(),
): Promise<Parent> {
  const { userId, sessionId } = asking;
  return transaction(async (tx) => {
    await lockUser(userId, tx);
    const parent = await findParent(asking, tx);
    // The parent's row before its child's, as where the parent ends: neither waits for the other.
    const resumed = parent && (await resumeParent(parent.id, { secretHash, lastSeenAt: now }, tx));
    if (!resumed || !(await deleteSession(userId, sessionId, tx))) {
      throw new Problem("unauthenticated");
    }
    await recordEvent("impersonation_ended", { subjectId: userId, on: tx });
    return parent;
  });
}

/** Signs out an impersonating administrator: from that account, and from their own. */
export function signOutImpersonator(asking: AskingSession): Promise<void> {
  const { userId } = asking;
  return transaction(async (tx) => {
    await lockUser(userId, tx);
    const parent = await findParent(asking, tx);
    // The session of the account goes with it.
    if (!parent || !(await deleteSession(parent.userId, parent.id, tx))) return;
    await recordEvent("impersonation_ended", { subjectId: userId, on: tx });
    await recordEvent("session_logout", { subjectId: parent.userId, on: tx });
  });
}
