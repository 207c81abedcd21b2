import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/platform/core/log";
import { withoutRequestContext } from "@/lib/platform/core/request-context";
import { SECOND_MS } from "@/lib/platform/core/time";
import { claimMail, releaseMail } from "@/lib/platform/db/tables/outbox";
import { deliverInTurn, type RequestHandlers } from "./delivery";
import { LEASE_MS, outboxWorker } from "./outbox";
import { LANES } from "./transport";

/** How long the worker rests: a random time, so that its timing reveals nothing. */
const POLL_MS = { least: 200, most: 1_000 };
/** For what is being delivered while the process ends. */
const LAST_MS = 5 * SECOND_MS;

/** Starts this process's delivery worker. It never keeps the process alive. */
export function startOutbox(handlers: RequestHandlers): void {
  outboxWorker().wake ??= startWorker(handlers);
}

/** @returns a function that triggers delivery at once */
function startWorker(handlers: RequestHandlers): () => void {
  const { own } = outboxWorker();
  // Each goes on by itself: a mail server that is slow about one mail holds up one lane, not the sign-ups that
  // this process holds, and not what others cause meanwhile.
  const answering = newLane(() => deliverInTurn(() => own.shift(), handlers));
  const delivering = Array.from({ length: LANES }, () =>
    newLane(() => deliverInTurn(claim, handlers)),
  );
  const claim = async () => {
    const mail = await claimMail(LEASE_MS);
    // Another lane looks whether there is more.
    if (mail) next();
    return mail;
  };
  const next = () => delivering.some((run) => run());
  // A request may have woken it, but its work belongs to no request: its events name no actor.
  const wake = () =>
    withoutRequestContext(() => {
      answering();
      next();
    });
  const rest = () => {
    const pause = randomInt(POLL_MS.least, POLL_MS.most);
    setTimeout(() => {
      wake();
      rest();
    }, pause).unref();
  };
  rest();
  return wake;
}

/**
 * @returns a function that has `work` done, and once more if it is called meanwhile; it says whether it began
 * just now
 */
function newLane(work: () => Promise<unknown>): () => boolean {
  const { delivering } = outboxWorker();
  let running = false;
  let again = false;
  const run = async () => {
    while (again) {
      again = false;
      await work().catch((error) => log.warn({ err: error }, "outbox could not be read"));
    }
    running = false;
  };
  return () => {
    again = true;
    if (running) return false;
    running = true;
    const done = run().finally(() => delivering.delete(done));
    delivering.add(done);
    return true;
  };
}

/**
 * Ends the worker: what is being delivered is finished, for at most five seconds, and what else the process holds
 * is handed back. Otherwise a sign-up in its last second would wait until the lease is over.
 */
export async function stopOutbox(): Promise<void> {
  const worker = outboxWorker();
  worker.stopped = true;
  const handedBack = worker.own.splice(0).map(releaseMail);
  await Promise.race([
    Promise.allSettled([...worker.delivering, ...handedBack]),
    sleep(LAST_MS, undefined, { ref: false }),
  ]);
}
