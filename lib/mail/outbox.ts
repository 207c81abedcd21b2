import { open, seal } from "@/lib/crypto/sealed";
import {
  claimMail,
  insertMail,
  markDelivered,
  postponeMail,
  type QueuedMail,
} from "@/lib/db/outbox";
import type { Connection } from "@/lib/db/transaction";
import { log } from "@/lib/log";
import { singleton } from "@/lib/singleton";
import type { Message } from "./message";
import { deliver } from "./transport";

/**
 * The transactional outbox: mail is written in the transaction of what it tells of, so that
 * neither exists without the other, and delivered afterwards by whichever process claims it.
 * Delivery is at least once: a process that dies between sending and noting it sends again.
 */
const PURPOSE = "outbox";
const KEEP_SECONDS = 7 * 24 * 60 * 60;
const POLL_MS = 5_000;
/** Longer than one delivery can take: a mail that is being sent is nobody else's. */
const LEASE_MS = 120_000;
const MAX_BACKOFF_MS = 60 * 60_000;
const ERROR_LIMIT = 200;

type Worker = { wake(): void };

/** Queues a mail as part of `tx`. Call `wakeOutbox()` once the transaction is through. */
export async function queueMail(message: Message, tx: Connection): Promise<void> {
  await insertMail(await seal(PURPOSE, message, KEEP_SECONDS), tx);
}

/** Delivers what is due now instead of at the next poll; does nothing where no worker runs. */
export function wakeOutbox(): void {
  singleton<{ worker?: Worker }>("outbox", () => ({})).worker?.wake();
}

/** Starts this process's delivery worker. It never keeps the process alive. */
export function startOutbox(): void {
  const slot = singleton<{ worker?: Worker }>("outbox", () => ({}));
  slot.worker ??= startWorker();
}

function startWorker(): Worker {
  let running = false;
  let again = false;
  const wake = async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await deliverDue().catch((error) => log.warn({ err: error }, "outbox could not be read"));
    }
    running = false;
  };
  setInterval(wake, POLL_MS).unref();
  return { wake };
}

/** Delivers all mail that is due, one after the other. @returns how many were delivered */
export async function deliverDue(): Promise<number> {
  let delivered = 0;
  for (;;) {
    const mail = await claimMail(LEASE_MS);
    if (!mail) return delivered;
    if (await tryDelivery(mail)) delivered++;
  }
}

async function tryDelivery(mail: QueuedMail): Promise<boolean> {
  try {
    const message = await open<Message>(PURPOSE, mail.sealed);
    if (message) await deliver(mail.id, message);
    else log.error({ mail: mail.id }, "mail could not be opened: given up");
    await markDelivered(mail);
    return message !== null;
  } catch (error) {
    const wait = Math.min(MAX_BACKOFF_MS, 1000 * 2 ** mail.attempts);
    const reason = error instanceof Error ? error.message : String(error);
    await postponeMail(mail, new Date(Date.now() + wait), reason.slice(0, ERROR_LIMIT));
    log.warn({ mail: mail.id, attempts: mail.attempts, reason }, "mail not delivered yet");
    return false;
  }
}
