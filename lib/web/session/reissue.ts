import type { ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { renewSession } from "@/lib/platform/db/tables/sessions";
import { encode } from "./codec";
import { setSessionCookie } from "./cookies";
import { tokenFor } from "./token";
import type { CurrentSession, CurrentUser } from "./types";

/**
 * Gives the current session a new secret, and its browser the cookie for it: after its owner has
 * proved who they are, or has changed the password. The old cookie is dead at once; the session
 * keeps its id, its beginning and its end. Source: OWASP ASVS 5.0, 7.2.4.
 * @throws Problem unauthenticated when the session ended meanwhile
 */
export async function reissueSession(
  res: ServerResponse,
  user: CurrentUser,
  session: CurrentSession,
): Promise<void> {
  const sid = newSecret();
  const now = new Date();
  const renewed = await renewSession(user.id, session.id, hashSecret(sid), now);
  if (!renewed) throw new Problem("unauthenticated");
  const expiresAt = new Date(session.expires);
  const token = tokenFor(user, { sid, authenticatedAt: now, expiresAt });
  const sealed = await encode({ token, secret: env.secrets[0] });
  setSessionCookie(res, sealed, { remember: session.remember, expiresAt: expiresAt });
}
