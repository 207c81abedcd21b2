import { auditAnonymous, auditDenied } from "@/lib/features/audit/events";
import { log } from "@/lib/platform/core/log";
import type { Problem, ProblemCode } from "@/lib/platform/core/problem";
import type { TokenAuthentication } from "@/lib/web/bearer/authenticate";
import type { Authentication } from "@/lib/web/session/authenticate";

const DENIED: ProblemCode[] = ["forbidden", "insufficient_scope", "impersonated"];

/**
 * Records in the audit trail that a request was denied: because of the caller's role, because the caller is
 * impersonating, because it came from another site, or because there were too many. It is denied in any
 * case, even while the database does not answer.
 * @param authentication who sent it, as far as that was checked
 */
export async function auditDenial(
  { code, recorded }: Problem,
  authentication: Authentication | TokenAuthentication,
): Promise<void> {
  if (recorded) return;
  const userId = "user" in authentication ? authentication.user.id : null;
  try {
    if (code === "cross_site") await auditAnonymous("malicious_csrf");
    const denied = DENIED.includes(code);
    if (denied && userId) await auditDenied(userId);
    if (code === "too_many_requests" && userId) {
      await auditDenied(userId, "excess_rate_limit_exceeded");
    }
    if (code === "too_many_requests" && !userId) {
      await auditAnonymous("excess_rate_limit_exceeded");
    }
  } catch (error) {
    log.warn({ err: error }, "denial not recorded");
  }
}
