import pino from "pino";
import { env } from "@/lib/env";

// Which process it was is worth telling only where there are several.
const base = env.WEB_CONCURRENCY > 1 ? { pid: process.pid } : null;

/** The server's log: one JSON object a line on standard output. */
export const log = pino({ level: env.LOG_LEVEL, base });
