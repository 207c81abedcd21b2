import type { ServerResponse } from "node:http";
import type { Renewal } from "@/lib/features/sessions/renewal";
import { env } from "@/lib/platform/config/env";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { encode } from "./codec";
import { setSessionCookie } from "./cookies";
import { askingSession, tokenFor } from "./token";
import type { CurrentSession, CurrentUser } from "./types";

/**
 * Gives the current session a new secret, and its browser the cookie for it: after its owner has
 * proved who they are, or has changed what they prove it by. The old cookie stops working at once; the session
 * keeps its id, its beginning and its end. Source: OWASP ASVS 5.0, 7.2.4.
 * @param work what the session is renewed for. It stores the renewal with renew(), in its own transaction
 * @returns what `work` gives
 * @throws what `work` throws; nothing is sent then
 */
export async function reissueSession<T>(
  res: ServerResponse,
  { user, session }: { user: CurrentUser; session: CurrentSession },
  work: (renewal: Renewal) => Promise<T>,
): Promise<T> {
  const asking = askingSession({ user, session });
  const sid = newSecret();
  const now = new Date();
  const to = hashSecret(sid);
  const done = await work({
    userId: asking.userId,
    sessionId: asking.sessionId,
    from: asking.secretHash,
    to,
    now,
  });
  const expiresAt = new Date(session.expires);
  const token = tokenFor(user, { sid, authenticatedAt: now, expiresAt });
  const sealed = await encode({ token, secret: env.secrets[0] });
  setSessionCookie(res, sealed, { remember: session.remember, expiresAt });
  return done;
}
