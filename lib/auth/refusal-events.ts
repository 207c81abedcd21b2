import { recordRefusal, recordStranger } from "@/lib/accounts/audit";
import type { Problem, ProblemCode } from "@/lib/http/problem";
import { log } from "@/lib/log";
import type { Authentication } from "./authenticate";

/** Puts into the audit trail that somebody signed in asked for what their role does not allow. */
export async function noteForbidden(authentication: Authentication): Promise<void> {
  if (authentication.state === "signed-in") await recordRefusal(authentication.user.id);
}

/** The refusals that are worth an entry whoever was refused, by the code of the answer. */
const EVENTS: Partial<Record<ProblemCode, Parameters<typeof recordStranger>[0]>> = {
  cross_site: "malicious_csrf",
  too_many_requests: "excess_rate_limit_exceeded",
};

/**
 * Puts into the audit trail that a request came from another site, or was one too many. It is refused
 * in any case, also while the database cannot be asked.
 */
export async function noteRefused({ code }: Problem): Promise<void> {
  const event = EVENTS[code];
  if (!event) return;
  await recordStranger(event).catch((error) => log.warn({ err: error }, "refusal not recorded"));
}
