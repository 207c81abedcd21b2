import pino from "pino";
import { env } from "@/lib/env";

/** The server's log: one JSON object a line on standard output. */
export const log = pino({ level: env.LOG_LEVEL, base: null });
