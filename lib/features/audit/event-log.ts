import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { loggedSender } from "@/lib/platform/core/logged-sender";
import { count } from "@/lib/platform/core/metrics";

/** Denials already have a log line, however often they happen; rows are limited. */
const OWN_LINE = /^(excess_rate_limit_exceeded|malicious_csrf)$/;
const FAILURE = /_fail|_lock|_reuse|_exceeded|malicious/;

/**
 * Reports a security event to operators: one line of the log, for alerts, fail2ban or another system,
 * without a query. The account it is about is left out unless LOG_ADDRESSES allows it. Source: OWASP
 * Logging Vocabulary Cheat Sheet; ASVS 5.0, 16.3.
 * @param event its name, with the detail after a colon
 */
export function logEvent(
  event: string,
  { subjectId, actorId }: { subjectId: string | null; actorId: string | null },
): void {
  const outcome = FAILURE.test(event) ? "failure" : "success";
  count("events", { event, outcome });
  if (OWN_LINE.test(event)) return;
  const about = env.LOG_ADDRESSES ? { subjectId, actorId, ...loggedSender() } : {};
  log.info({ event, outcome, ...about }, "security event");
}
