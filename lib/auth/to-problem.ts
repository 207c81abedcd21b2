import { isDatabaseUnavailable } from "@/lib/db/errors";
import { Problem, unavailable } from "@/lib/http/problem";
import { log } from "@/lib/log";

/**
 * What a thrown value means to the caller. Only a Problem speaks to them; the rest is logged and
 * stays here.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  log.error({ err: error }, "request failed");
  return isDatabaseUnavailable(error) ? unavailable() : new Problem("internal");
}
