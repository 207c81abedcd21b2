import { type ReactNode, useEffect, useState } from "react";
import { useStream } from "@/components/live/useStream";
import type { PageReader } from "@/lib/web/guard/frame";
import { ReaderContext } from "./reader-context";

const MINUTE_MS = 60_000;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Tells every component for whom to write. The first rendering in the browser is identical to the server's;
 * then the clock continues, and a time zone that the server did not know is used and reported.
 */
export function ReaderProvider({ reader, children }: { reader: PageReader; children: ReactNode }) {
  const { zoneCookie, ...told } = reader;
  const { language, account, live } = told;
  const now = useNow(reader.now);
  const browserZone = useBrowserZone(reader.timeZone, zoneCookie);

  useStream(live ? account : null, reader.now);

  // A soft navigation may bring another language: somebody chose it in another tab.
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const timeZone = browserZone ?? reader.timeZone;
  const zoneKnown = reader.zoneKnown || browserZone !== null;
  return <ReaderContext value={{ ...told, timeZone, zoneKnown, now }}>{children}</ReaderContext>;
}

/** The server's clock, a minute at a time. */
function useNow(served: number): number {
  const [now, setNow] = useState(served);
  useEffect(() => {
    const since = performance.now();
    setNow(served);
    const tick = () => setNow(served + performance.now() - since);
    const timer = setInterval(tick, MINUTE_MS);
    return () => clearInterval(timer);
  }, [served]);
  return now;
}

/**
 * The browser's time zone where the server used another one, reported by a cookie; null where it used the
 * same, or one that the account has set.
 */
function useBrowserZone(served: string, cookie: string | null): string | null {
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!cookie || !timeZone || timeZone === served) return setZone(null);
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet.
    document.cookie = `${cookie}=${timeZone}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
    setZone(timeZone);
  }, [served, cookie]);
  return zone;
}
