import { env } from "@/lib/platform/config/env";
import { requestOrigin } from "./request-context";

/**
 * Where the request being handled comes from, for a line of the log. Nothing unless LOG_ADDRESSES allows it:
 * an IP address says who somebody is, and a log goes to places that the app does not know.
 */
export const loggedSender = (): { ipAddress?: string | null } =>
  env.LOG_ADDRESSES ? { ipAddress: requestOrigin().ipAddress } : {};
