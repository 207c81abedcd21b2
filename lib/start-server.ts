import { BootError, checkBoot } from "./boot";
import { straightenRequests } from "./http/node-server";

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
  const link = await firstAdminLink();
  if (link) process.stdout.write(`No administrator yet. Sign up, then open: ${link}\n`);
}
