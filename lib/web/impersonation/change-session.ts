import type { ServerResponse } from "node:http";
import type { AskingSession } from "@/lib/features/caller/caller";
import { startImpersonation, stopImpersonation } from "@/lib/features/impersonation/impersonation";
import { env } from "@/lib/platform/config/env";
import type { Role } from "@/lib/platform/config/roles";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { encode } from "@/lib/web/session/codec";
import { setSessionCookie } from "@/lib/web/session/cookies";
import { tokenFor } from "@/lib/web/session/token";
import type { CurrentSession } from "@/lib/web/session/types";

/**
 * Begins to impersonate: the browser gets the cookie of the new session in place of the administrator's,
 * and keeps nothing of that.
 * @returns the session, as impersonationView has it
 * @throws Problem as startImpersonation() does; nothing is sent then
 */
export async function beginImpersonating(
  res: ServerResponse,
  { session, asking }: { session: CurrentSession; asking: AskingSession },
  wanted: { userId: string; reason: string },
): Promise<{ id: string; expires: string }> {
  const sid = newSecret();
  const started = await startImpersonation(
    { asking, expires: session.expires },
    { ...wanted, secretHash: hashSecret(sid) },
  );
  const { id, expiresAt } = started;
  const cookie = { remember: false, authenticatedAt: new Date(0), expiresAt };
  await sendCookie(res, started.user, sid, cookie);
  return { id, expires: expiresAt.toISOString() };
}

/**
 * Ends the impersonation: the administrator's own session continues, with a new secret.
 * @throws Problem as stopImpersonation() does; nothing is sent then
 */
export async function endImpersonating(res: ServerResponse, asking: AskingSession): Promise<void> {
  const sid = newSecret();
  const { userId: id, role, ...session } = await stopImpersonation(asking, hashSecret(sid));
  await sendCookie(res, { id, role }, sid, session);
}

async function sendCookie(
  res: ServerResponse,
  user: { id: string; role: Role },
  sid: string,
  session: { remember: boolean; authenticatedAt: Date; expiresAt: Date },
): Promise<void> {
  const sealed = await encode({
    token: tokenFor(user, { sid, ...session }),
    secret: env.secrets[0],
  });
  setSessionCookie(res, sealed, session);
}
