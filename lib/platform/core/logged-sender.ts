import { env } from "@/lib/platform/config/env";
import { requestOrigin } from "./request-context";

/**
 * Where the current request comes from, for a log line. Nothing unless LOG_ADDRESSES allows it: an IP
 * address identifies a person, and a log goes to places that the app does not know.
 */
export const loggedSender = (): { ipAddress?: string | null } =>
  env.LOG_ADDRESSES ? { ipAddress: requestOrigin().ipAddress } : {};
