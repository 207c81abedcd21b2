import { isApiToken } from "@/lib/features/api-tokens/format";
import { type Scope, scopesOf } from "@/lib/features/api-tokens/scopes";
import { auditDenied } from "@/lib/features/audit/events";
import type { AskingToken } from "@/lib/features/caller/caller";
import { log } from "@/lib/platform/core/log";
import { Problem, tooManyRequests } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { touchApiToken } from "@/lib/platform/db/tables/programs/api-tokens";
import {
  findTokenBySecret,
  type TokenWithUser,
} from "@/lib/platform/db/tables/programs/token-lookup";
import { byNetwork, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { updateReaderBy } from "@/lib/web/session/authenticate";
import { type CurrentUser, currentUserOf } from "@/lib/web/session/types";
import { takeTurn } from "./throttle";

/** A program that calls with an API token. It has no session, and so was never authenticated recently. */
export type TokenAuthentication = {
  state: "by-token";
  user: CurrentUser;
  session: null;
  asking: AskingToken;
  scopes: readonly Scope[];
};

const TOUCH_AFTER_MS = MINUTE_MS;

/**
 * Finds the account that a token calls for, with one query per request: a token that was revoked, has
 * expired or belongs to a disabled account is refused by every process from then on.
 * @param bearer what the request shows
 * @throws Problem unauthenticated; too_many_requests for a token that is used too often, and for a network
 * that sent too many unknown ones
 */
export async function authenticateToken(bearer: string): Promise<TokenAuthentication> {
  if (!isApiToken(bearer)) throw invalidToken();
  const token = await findTokenBySecret(hashSecret(bearer));
  if (!token) return throttled(byNetwork(limits.unknownTokenByNetwork), async () => refuse());
  const now = Date.now();
  if (now >= token.expiresAt.getTime() || token.user.disabled) refuse();
  const user = currentUserOf(token.user);
  setActor(user.id, { tokenId: token.id });
  updateReaderBy(user);
  await requireTurn(token, now);
  if (now - (token.lastUsedAt?.getTime() ?? 0) > TOUCH_AFTER_MS) touch(token.id, now);
  const asking = { userId: user.id, tokenId: token.id };
  return { state: "by-token", user, session: null, asking, scopes: scopesOf(token.scopes) };
}

const refuse = (): never => {
  throw invalidToken();
};

/** RFC 6750, 3.1: the same for every token that does not work. */
const invalidToken = (): Problem =>
  new Problem("unauthenticated", {
    detail: () => t("details.tokenInvalid"),
    challenge: 'Bearer error="invalid_token"',
  });

/** @throws Problem too_many_requests; of a series of them the first is in the audit trail */
async function requireTurn({ id, user }: TokenWithUser, now: number): Promise<void> {
  const refusal = takeTurn(id, now);
  if (!refusal) return;
  if (refusal.first) await auditDenied(user.id, "excess_rate_limit_exceeded");
  throw tooManyRequests(refusal.retryAfter, true);
}

/**
 * The scope that a method asks of a token.
 * @param scope undefined where the method names none: it is closed to tokens
 * @throws Problem insufficient_scope
 */
export function requireScope({ scopes }: TokenAuthentication, scope: Scope | undefined): void {
  if (scope !== undefined && scopes.includes(scope)) return;
  throw new Problem("insufficient_scope", {
    detail: () => (scope ? t("details.scopeMissing", { scope }) : t("details.noScope")),
    challenge: `Bearer error="insufficient_scope"${scope ? `, scope="${scope}"` : ""}`,
  });
}

/** The request does not wait for this, and does not fail with it. */
function touch(id: string, now: number): void {
  touchApiToken(id, new Date(now), new Date(now - TOUCH_AFTER_MS)).catch((error) =>
    log.warn({ err: error }, "last use of an API token not kept"),
  );
}
