import type { Language } from "@/lib/platform/config/languages";
import { log } from "@/lib/platform/core/log";
import { withoutRequestContext } from "@/lib/platform/core/request-context";
import { singleton } from "@/lib/platform/core/singleton";
import { DAY_S, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import {
  claimMail,
  insertMail,
  markDelivered,
  postponeMail,
  type QueuedMail,
} from "@/lib/platform/db/tables/outbox";
import { afterCommit, type Connection, transaction } from "@/lib/platform/db/transaction";
import { currentReader, withReader } from "@/lib/platform/texts/reader";
import type { Message } from "./message";
import { deliver } from "./transport";

/**
 * The transactional outbox: mail is written in the transaction of what it tells of, so that
 * neither exists without the other, and delivered afterwards by whichever process claims it.
 * Delivery is at least once: a process that dies between sending and noting it sends again.
 */
const PURPOSE = "outbox";
const KEEP_S = 7 * DAY_S;
const POLL_MS = 5 * SECOND_MS;
/** Longer than one delivery can take: a mail that is being sent is nobody else's. */
const LEASE_MS = 2 * MINUTE_MS;
const MAX_BACKOFF_MS = HOUR_MS;
const ERROR_LIMIT = 200;

type Worker = { wake(): void };

/**
 * A mail that is asked for by address alone. Whether it is sent, and to whom, is found out by the
 * worker, so that the answer to who asked takes the same time for every address.
 */
export type MailRequest = { kind: "reset-password" | "verify-email"; email: string };

/** What answers each kind of request: queues its mail, if there is one, as part of `tx`. */
export type RequestHandlers = Record<
  MailRequest["kind"],
  (email: string, tx: Connection) => Promise<void>
>;

/** `language`: of the request that asked, for recipients who have chosen none. */
type Queued = { message: Message } | { request: MailRequest; language: Language };

/** Queues a mail as part of `tx`; the worker looks for it right after the commit. */
export async function queueMail(message: Message, tx: Connection): Promise<void> {
  await insertMail(await sealed({ message }), tx);
  afterCommit(tx, wakeOutbox);
}

/** Queues a request for a mail; the worker looks for it at once. */
export async function queueRequest(request: MailRequest): Promise<void> {
  await insertMail(await sealed({ request, language: currentReader().language }));
  wakeOutbox();
}

const sealed = (queued: Queued) => seal(PURPOSE, queued, KEEP_S);

/** Delivers what is due now instead of at the next poll; does nothing where no worker runs. */
function wakeOutbox(): void {
  singleton<{ worker?: Worker }>("outbox", () => ({})).worker?.wake();
}

/** Starts this process's delivery worker. It never keeps the process alive. */
export function startOutbox(handlers: RequestHandlers): void {
  const slot = singleton<{ worker?: Worker }>("outbox", () => ({}));
  slot.worker ??= startWorker(handlers);
}

function startWorker(handlers: RequestHandlers): Worker {
  let running = false;
  let again = false;
  const deliver = async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await deliverDue(handlers).catch((error) =>
        log.warn({ err: error }, "outbox could not be read"),
      );
    }
    running = false;
  };
  // What wakes it is a request at times. What it does is nobody's request: its events name no actor.
  const wake = () => void withoutRequestContext(deliver);
  setInterval(wake, POLL_MS).unref();
  return { wake };
}

/**
 * Delivers all mail that is due, one after the other, and answers all requests, whose mail is then
 * due too.
 * @returns how many mails were delivered
 */
export async function deliverDue(handlers: RequestHandlers): Promise<number> {
  let delivered = 0;
  for (;;) {
    const mail = await claimMail(LEASE_MS);
    if (!mail) return delivered;
    if (await tryDelivery(mail, handlers)) delivered++;
  }
}

async function tryDelivery(mail: QueuedMail, handlers: RequestHandlers): Promise<boolean> {
  try {
    const queued = await open<Queued>(PURPOSE, mail.sealed);
    if (queued && "request" in queued) {
      const { request, language } = queued;
      await withReader(
        () => ({ language, timeZone: null }),
        () => answer(mail, request, handlers),
      );
      return false;
    }
    if (queued) await deliver(mail.id, queued.message);
    else log.error({ mail: mail.id }, "mail could not be opened: given up");
    await markDelivered(mail);
    return queued !== null;
  } catch (error) {
    const wait = Math.min(MAX_BACKOFF_MS, SECOND_MS * 2 ** mail.attempts);
    const reason = reasonOf(error);
    await postponeMail(mail, new Date(Date.now() + wait), reason);
    log.warn({ mail: mail.id, attempts: mail.attempts, reason }, "mail not delivered yet");
    return false;
  }
}

/** What a server said, without the addresses it may have repeated: this is logged and kept. */
function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.slice(0, ERROR_LIMIT).replace(/[^\s<>]+@[^\s<>]+/g, "[address]");
}

/** In one transaction: the mail exists exactly when the request is done with. */
async function answer(
  mail: QueuedMail,
  request: MailRequest,
  handlers: RequestHandlers,
): Promise<void> {
  await transaction(async (tx) => {
    await handlers[request.kind](request.email, tx);
    await markDelivered(mail, tx);
  });
}
