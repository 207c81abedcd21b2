import { asyncContext, withAsyncContext } from "@/lib/platform/async-context/async-context";
import { env } from "@/lib/platform/config/env";
import type { Language } from "@/lib/platform/config/languages";

/** The reader of a text: the sender of a request, or the recipient of a mail. */
export type Reader = {
  language: Language;
  /** IANA name of the time zone; null where it is unknown. */
  timeZone: string | null;
};

type Holder = { reader: Reader | (() => Reader) };

const current = () => asyncContext().reader as Holder | null;

/**
 * Runs `work` so that everything it calls writes for this reader.
 * @param reader computed once, on first use
 */
export function withReader<T>(reader: () => Reader, work: () => T): T {
  return withAsyncContext({ reader: { reader } satisfies Holder }, work);
}

/** The reader to write for; outside a request and a mail, one with DEFAULT_LANGUAGE. */
export function currentReader(): Reader {
  const holder = current();
  if (!holder) return { language: env.DEFAULT_LANGUAGE, timeZone: null };
  if (typeof holder.reader === "function") holder.reader = holder.reader();
  return holder.reader;
}

/** What becomes known of the reader later: the settings of the signed-in account. */
export function updateReader(settings: Partial<Reader>): void {
  const holder = current();
  if (holder) holder.reader = { ...currentReader(), ...settings };
}
