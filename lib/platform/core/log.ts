import pino from "pino";
import { env } from "@/lib/platform/config/env";
import { currentRequestId } from "./current-request";

// The process is worth naming only where there are several.
const base = env.WEB_CONCURRENCY > 1 ? { pid: process.pid } : null;

/** Every line logged during a request names it. */
function mixin(): object {
  const requestId = currentRequestId();
  return requestId === null ? {} : { requestId };
}

/** The server's log: one JSON object a line on standard output. */
export const log = pino({ level: env.LOG_LEVEL, base, mixin });
