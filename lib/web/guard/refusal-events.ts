import { recordRefusal, recordStranger } from "@/lib/features/audit/events";
import { log } from "@/lib/platform/core/log";
import type { Problem } from "@/lib/platform/core/problem";
import type { Authentication } from "@/lib/web/session/authenticate";

/** Puts into the audit trail that somebody signed in asked for what their role does not allow. */
export async function noteForbidden(authentication: Authentication): Promise<void> {
  if (authentication.state === "signed-in") await recordRefusal(authentication.user.id);
}

/**
 * Puts into the audit trail that a request came from another site, or was one too many. It is refused
 * in any case, also while the database cannot be asked.
 * @param authentication who sent it, as far as that was asked
 */
export async function noteRefused(
  { code }: Problem,
  authentication: Authentication,
): Promise<void> {
  try {
    if (code === "cross_site") await recordStranger("malicious_csrf");
    if (code !== "too_many_requests") return;
    if (authentication.state === "signed-in") {
      await recordRefusal(authentication.user.id, "excess_rate_limit_exceeded");
    } else {
      await recordStranger("excess_rate_limit_exceeded");
    }
  } catch (error) {
    log.warn({ err: error }, "refusal not recorded");
  }
}
