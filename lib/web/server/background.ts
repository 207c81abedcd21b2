import cluster from "node:cluster";
import { firstAdminLink } from "@/lib/features/admin/first-admin";
import { tokenReminders } from "@/lib/features/api-tokens/reminders";
import { registerHooks } from "@/lib/features/hooks/hooks";
import { closeStreams } from "@/lib/features/live/streams";
import { isOn } from "@/lib/platform/config/features";
import { log } from "@/lib/platform/core/log";
import { startJobs } from "@/lib/platform/jobs/jobs";
import { startOutbox } from "@/lib/platform/mail/worker";
import { productHooks } from "@/product/hooks";
import { productJobs } from "@/product/jobs";
import { housekeeping } from "./cleanup";
import { appsOfEarlierKeys, missingKeys } from "./keys";
import { mailRequestHandlers } from "./mail-requests";
import { startMetrics } from "./metrics";
import { startRequestLog } from "./request-log";
import { giveListenersBack, stopKeepingRequests } from "./requests/each-request";
import { normaliseRequests } from "./requests/normalise-requests";
import { startSecurityHeaders } from "./security-headers";

/** Whether this is the only process of this start, or the first of its workers. */
const isFirstProcess = () => (cluster.worker?.id ?? 1) === 1;

/** Starts what runs beside the requests, once, and reports that this process can serve. */
export async function startBackground(): Promise<void> {
  registerHooks(productHooks);
  // First: it prints the address that was configured, not the one that answers.
  startMetrics();
  startRequestLog();
  giveListenersBack();
  normaliseRequests();
  startSecurityHeaders();
  stopKeepingRequests();
  startOutbox(mailRequestHandlers);
  // Next waits for what has begun before it exits.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, closeStreams);
  const ownJobs = isOn(["apiTokens"]) ? [housekeeping, tokenReminders] : [housekeeping];
  startJobs([...ownJobs, ...productJobs]);
  if (isFirstProcess()) {
    for (const told of await missingKeys()) log.error(told);
    const earlier = await appsOfEarlierKeys();
    if (earlier) log.info(earlier);
    const link = await firstAdminLink();
    if (link) process.stdout.write(`No administrator yet. Sign up, then open: ${link}\n`);
  }
  // The others wait for it (scripts/start/workers.mjs).
  cluster.worker?.send("ready");
}
