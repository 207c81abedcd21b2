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
 * The transactional outbox: a mail is written in the transaction that it reports, so that neither exists
 * without the other, and delivered afterwards; see worker.ts.
 */

const PURPOSE = "outbox";
/** How long delivery is tried. */
export const KEEP_DAYS = 7;
/** Longer than one delivery can take: a mail that is being sent belongs to one process. */
export const LEASE_MS = 2 * MINUTE_MS;

/**
 * Mail requested by address only. The worker finds out what to do about it and whom a mail goes to, so that
 * the answer to the request takes the same time for every address.
 */
export type MailRequest = {
  kind: "reset-password" | "verify-email" | "sign-in" | "sign-up" | "account" | "other-password";
  email: string;
  /** For a sign-in: the secret of the calling browser. */
  browser?: string;
  /** For a sign-up: the secret of its link, and the name of the provider. */
  link?: string;
  provider?: string;
  /** For an account or another password: the data of the account, and the caller. */
  account?: { name: string; record: string; origin: RequestOrigin };
};

/**
 * `language`: of the request, for recipients who have chosen none. `nothing` stands for the mail that a
 * request for this address did not lead to, and is handled like a mail.
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
 * Queues a request for a mail. It does not wake the worker: the worker's work depends on the address, and
 * the caller must not see, by how long others wait, when and how much there is.
 */
export async function queueRequest(request: MailRequest): Promise<void> {
  await insertMail(await sealed({ request, language: currentReader().language }));
}

/**
 * Queues a request that this process itself answers at its next poll: a process of the previous release,
 * which may run beside it during an upgrade, would not know it. If this process ends first, any other
 * answers when the lease is over.
 */
export async function queueOwnRequest(request: MailRequest): Promise<void> {
  const text = await sealed({ request, language: currentReader().language });
  outboxWorker().own.push(await insertClaimedMail(text, LEASE_MS));
}

/** Queues the replacement for a mail that a request did not lead to, as part of `tx`. */
export async function queueNothing(tx: Connection): Promise<void> {
  await insertMail(await sealed({ nothing: true }), tx);
  afterCommit(tx, wakeOutbox);
}

/** The content of an outbox row; null where this process cannot open it. */
export const openMail = (sealed: string) => open<Queued>(PURPOSE, sealed);

/** What a waiting or failed mail is about; nothing where this process cannot open it. */
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

/** The delivery worker of a process. */
type Worker = {
  /** Set where one runs. */
  wake?: () => void;
  /** What the process holds from the start. */
  own: QueuedMail[];
  /** What its lanes are doing. */
  delivering: Set<Promise<unknown>>;
  /** It takes nothing more. */
  stopped?: true;
};

export const outboxWorker = () =>
  singleton<Worker>("outbox", () => ({ own: [], delivering: new Set() }));

/** Delivers what is due now instead of at the next poll; does nothing where no worker runs. */
export const wakeOutbox = () => outboxWorker().wake?.();
