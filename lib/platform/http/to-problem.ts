import { log } from "@/lib/platform/core/log";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { isDatabaseUnavailable, isMixedUpByPooler, POOLER_REMEDY } from "@/lib/platform/db/errors";

/**
 * What a thrown value means to the caller. Only a Problem is shown to them; anything else is logged and
 * stays here.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isMixedUpByPooler(error)) log.error(POOLER_REMEDY);
  log.error({ err: error }, "request failed");
  return isDatabaseUnavailable(error) ? unavailable() : new Problem("internal");
}
