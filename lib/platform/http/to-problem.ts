import { log } from "@/lib/platform/core/log";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { isDatabaseUnavailable, isMixedUpByPooler } from "@/lib/platform/db/errors";

const POOLER =
  "the pooler in front of PostgreSQL mixes up prepared statements: add ?pgbouncer=true to DATABASE_URL";

/**
 * What a thrown value means to the caller. Only a Problem is shown to them; anything else is logged and
 * stays here.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isMixedUpByPooler(error)) log.error(POOLER);
  log.error({ err: error }, "request failed");
  return isDatabaseUnavailable(error) ? unavailable() : new Problem("internal");
}
