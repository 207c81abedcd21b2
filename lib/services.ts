import cluster from "node:cluster";
import { firstAdminLink } from "./accounts/first-admin";
import { startHousekeeping } from "./accounts/housekeeping";
import { mailRequestHandlers } from "./accounts/mail-requests";
import { straightenRequests } from "./http/node-server";
import { startRequestLog } from "./http/request-log";
import { startOutbox } from "./mail/outbox";

/** Whether this is the only process of this start, or the first of its workers. */
const isFirstProcess = () => (cluster.worker?.id ?? 1) === 1;

/** Starts what runs beside the requests, once, and tells who waits that this process can serve. */
export async function startServices(): Promise<void> {
  straightenRequests();
  startRequestLog();
  startOutbox(mailRequestHandlers);
  startHousekeeping();
  if (isFirstProcess()) {
    const link = await firstAdminLink();
    if (link) process.stdout.write(`No administrator yet. Sign up, then open: ${link}\n`);
  }
  // The others wait for it (scripts/start/workers.mjs).
  cluster.worker?.send("ready");
}
