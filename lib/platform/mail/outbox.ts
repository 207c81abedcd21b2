import type { Language } from "@/lib/platform/config/languages";
import type { RequestOrigin } from "@/lib/platform/core/current-request";
import { singleton } from "@/lib/platform/core/singleton";
import { DAY_S, MINUTE_MS } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { insertClaimedMail, insertMail, type QueuedMail } from "@/lib/platform/db/tables/outbox";
import { afterCommit, type Connection } from "@/lib/platform/db/transaction";
import { currentReader } from "@/lib/platform/texts/reader";
import type { Message } from "./message";

/*
 * The transactional outbox: mail is written in the transaction of what it tells of, so that
 * neither exists without the other, and delivered afterwards; see delivery.ts.
 */

const PURPOSE = "outbox";
/** For how long delivery is tried. */
export const KEEP_DAYS = 7;
/** Longer than one delivery can take: a mail that is being sent is nobody else's. */
export const LEASE_MS = 2 * MINUTE_MS;

/**
 * What is asked for by address alone. What is done about it, and whom a mail goes to, is found out by the
 * worker, so that the answer to who asked takes the same time for every address.
 */
export type MailRequest = {
  kind: "reset-password" | "verify-email" | "sign-in" | "sign-up" | "account" | "other-password";
  email: string;
  /** Of a sign-in: the secret of the browser that asks. */
  browser?: string;
  /** Of a sign-up: the secret of its link, and what the provider is called. */
  link?: string;
  provider?: string;
  /** Of an account and of another password: what the account was to be made of, and who asks. */
  account?: { name: string; record: string; origin: RequestOrigin };
};

/**
 * `language`: of the request that asked, for recipients who have chosen none. `nothing` stands for the
 * mail that a request of this address did not lead to, and goes the way of a mail.
 */
type Queued =
  | { message: Message }
  | { request: MailRequest; language: Language }
  | { nothing: true };

/** Queues a mail as part of `tx`; the worker looks for it right after the commit. */
export async function queueMail(message: Message, tx: Connection): Promise<void> {
  await insertMail(await sealed({ message }), tx);
  afterCommit(tx, wakeOutbox);
}

/**
 * Queues a request for a mail. Nothing wakes the worker: what it does depends on the address, and
 * whoever asked must not see, by how long others wait, when and how much it does.
 */
export async function queueRequest(request: MailRequest): Promise<void> {
  await insertMail(await sealed({ request, language: currentReader().language }));
}

/**
 * Queues a request that this process itself answers at its next poll: a release before, which serves beside it
 * during an upgrade, would not know it. Where this process ends before, any other does when the lease is over.
 */
export async function queueOwnRequest(request: MailRequest): Promise<void> {
  const text = await sealed({ request, language: currentReader().language });
  outboxWorker().own.push(await insertClaimedMail(text, LEASE_MS));
}

/** Queues what takes the place of the mail that a request did not lead to, as part of `tx`. */
export async function queueNothing(tx: Connection): Promise<void> {
  await insertMail(await sealed({ nothing: true }), tx);
  afterCommit(tx, wakeOutbox);
}

/** What a row of the outbox holds; null where this process cannot open it. */
export const openMail = (sealed: string) => open<Queued>(PURPOSE, sealed);

/** What a mail that waits or was given up is about; nothing where this process cannot open it. */
export async function mailSummary(
  sealed: string | null,
): Promise<{ to?: string; subject?: string }> {
  const queued = sealed && (await openMail(sealed));
  if (!queued || "nothing" in queued) return {};
  return "request" in queued
    ? { to: queued.request.email }
    : { to: queued.message.to, subject: queued.message.subject };
}

const sealed = (queued: Queued) => seal(PURPOSE, queued, KEEP_DAYS * DAY_S);

/** The delivery worker of this process, if one runs, and what it holds from the start. */
export const outboxWorker = () =>
  singleton<{ wake?: () => void; own: QueuedMail[] }>("outbox", () => ({ own: [] }));

/** Delivers what is due now instead of at the next poll; does nothing where no worker runs. */
export const wakeOutbox = () => outboxWorker().wake?.();
