import { log } from "@/lib/platform/core/log";
import { count } from "@/lib/platform/core/metrics";
import { DAY_MS, HOUR_MS, SECOND_MS } from "@/lib/platform/core/time";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import {
  claimMail,
  giveUpMail,
  markDelivered,
  postponeMail,
  type QueuedMail,
} from "@/lib/platform/db/tables/outbox";
import { hasExpired } from "@/lib/platform/db/tables/tokens";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { withReader } from "@/lib/platform/texts/reader";
import {
  KEEP_DAYS,
  LEASE_MS,
  type MailRequest,
  openMail,
  outboxWorker,
  queueNothing,
} from "./outbox";
import { deliver, isFinal, LANES, withoutAddresses } from "./transport";

/*
 * Delivers the outbox, by whichever process claims a mail. Delivery is at least once: a process that dies
 * between sending and recording it leads to a second mail.
 */

const MAX_BACKOFF_MS = HOUR_MS;
const ERROR_LIMIT = 200;
/** Why a mail was not sent: its link expired while it waited. */
export const LINK_DEAD = "link_ended";

/**
 * What answers each kind of request: queues its mail as part of `tx`, and says whether there was one.
 */
export type RequestHandlers = Record<
  MailRequest["kind"],
  (email: string, tx: Connection, request: MailRequest) => Promise<boolean>
>;

/**
 * Delivers all due mail, the oldest first, and answers all requests, whose mail is then due, too. By SMTP a
 * few are sent at a time: a server that is slow about one does not hold up the others.
 * @returns how many mails were delivered
 */
export async function deliverDue(handlers: RequestHandlers): Promise<number> {
  const { own } = outboxWorker();
  // In one lane, in their order: of two sign-ups with one address the later counts.
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    deliverInTurn(() => (lane === 0 && own.shift()) || claimMail(LEASE_MS), handlers),
  );
  return (await Promise.all(lanes)).reduce((sum, count) => sum + count, 0);
}

/**
 * Delivers one mail after the other, or answers what asks for one.
 * @param next takes one mail, and none where there is nothing left to do
 * @returns how many mails were delivered
 */
export async function deliverInTurn(
  next: () => Promise<QueuedMail | null> | QueuedMail | undefined,
  handlers: RequestHandlers,
): Promise<number> {
  let delivered = 0;
  for (;;) {
    if (outboxWorker().stopped) return delivered;
    const mail = await next();
    if (!mail) return delivered;
    if (await tryDelivery(mail, handlers)) delivered++;
  }
}

async function tryDelivery(mail: QueuedMail, handlers: RequestHandlers): Promise<boolean> {
  const queued = await openMail(mail.sealed);
  if (!queued) {
    await keepUnreadable(mail);
    return false;
  }
  try {
    if ("request" in queued) {
      const { request, language } = queued;
      await withReader(
        () => ({ language, timeZone: null }),
        () => answer(mail, request, handlers),
      );
      return false;
    }
    if ("nothing" in queued) {
      await markDelivered(mail);
      return false;
    }
    const { secretHash, notAfter = Infinity } = queued.message;
    // After an outage nobody should get a mail whose only link has expired. One whose link was replaced is
    // sent: its page says that there is a newer one.
    if (notAfter < Date.now() || (secretHash && (await hasExpired(secretHash)))) {
      await giveUpMail(mail, LINK_DEAD);
      log.info({ mail: mail.id }, "mail not sent: its link has expired");
      return false;
    }
    await deliver(mail.id, queued.message);
    await markDelivered(mail);
    count("mails", { outcome: "delivered" });
    return true;
  } catch (error) {
    if (isFinal(error)) await giveUp(mail, reasonOf(error));
    else await putOff(mail, reasonOf(error));
    return false;
  }
}

/** A server that is down, full or misconfigured may accept the mail later. */
async function putOff(mail: QueuedMail, reason: string): Promise<void> {
  const wait = Math.min(MAX_BACKOFF_MS, SECOND_MS * 2 ** mail.attempts);
  await postponeMail(mail, new Date(Date.now() + wait), reason);
  count("mails", { outcome: "put_off" });
  log.warn({ mail: mail.id, attempts: mail.attempts, reason }, "mail not delivered yet");
}

/** A sender that keeps sending to a refused address is blocked altogether (RFC 5321, 4.2.1). */
async function giveUp(mail: QueuedMail, reason: string): Promise<void> {
  await giveUpMail(mail, reason);
  count("mails", { outcome: "given_up" });
  log.error({ mail: mail.id, attempts: mail.attempts, reason }, "mail given up");
}

/**
 * A mail that cannot be opened is too old, or was sealed with a secret that this process lacks: another
 * process may have it, or this one may get it again. It is never erased.
 */
async function keepUnreadable(mail: QueuedMail): Promise<void> {
  const expired = Date.now() - mail.createdAt.getTime() > KEEP_DAYS * DAY_MS;
  if (expired) await giveUp(mail, `not delivered within ${KEEP_DAYS} days`);
  else
    await putOff(mail, "sealed with a secret that is neither NEXTAUTH_SECRET nor a previous one");
}

/** A server's message, without the addresses it may repeat: this is logged and stored. */
function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return withoutAddresses(words.slice(0, ERROR_LIMIT));
}

/**
 * In one transaction: the mail exists exactly when the request is finished. Where there is none, something
 * of its size replaces it. Nothing is done twice: an expired claim has passed the request on.
 */
async function answer(
  mail: QueuedMail,
  request: MailRequest,
  handlers: RequestHandlers,
): Promise<void> {
  const once = () =>
    transaction(async (tx) => {
      if (!(await markDelivered(mail, tx))) return;
      const queued = await handlers[request.kind](request.email, tx, request);
      if (!queued) await queueNothing(tx);
    });
  try {
    await once();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another request took the address between our read and our write: now it is a known one.
    await once();
  }
}
