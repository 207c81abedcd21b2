import cluster from "node:cluster";
import { BootError, checkBoot } from "./boot";
import { straightenRequests } from "./http/node-server";

/** Whether this is the only process of this start, or the first of its workers. */
const isFirstProcess = () => (cluster.worker?.id ?? 1) === 1;

/**
 * Checks that the app can run, then starts its background work. A failed check
 * ends the process with one line: half a server helps nobody.
 */
export async function startServer(): Promise<void> {
  try {
    await checkBoot();
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  straightenRequests();
  const { startOutbox } = await import("./mail/outbox");
  const { mailRequestHandlers } = await import("./accounts/mail-requests");
  const { startRequestLog } = await import("./http/request-log");
  const { startHousekeeping } = await import("./accounts/housekeeping");
  const { firstAdminLink } = await import("./accounts/first-admin");
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
