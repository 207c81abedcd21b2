import { ACCOUNT_HEADER } from "@/lib/platform/http/form-fields";
import { tellChanged } from "./changes";
import { type Reason, signInAgain } from "./leave";

/** The server sends something every 20 seconds. */
const SILENCE_MS = 60_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** If the page is still there, a sent form led to a file or nowhere. */
const SENT_MS = 10_000;

/**
 * Follows what happens to the account of a page: its lists are fetched again when something has changed,
 * and a page whose session has ended leads to the sign-in page. Only while the page is visible; when it is
 * shown again, it checks at once. `EventSource` would not say why it is refused, nor name the account.
 * @param account the id of the account that the page is made for
 * @param since when the page was made, in milliseconds since 1970
 */
export function follow(account: string, since: number, left: AbortSignal): void {
  let open: AbortController | null = null;
  let timer = 0;
  let pause = FIRST_PAUSE_MS;
  let reason: Reason = "ended";
  let fresh = true;

  const wait = (ms: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(start, ms);
  };
  const stop = () => {
    window.clearTimeout(timer);
    open?.abort();
    open = null;
  };
  const start = () => {
    stop();
    if (left.aborted || document.hidden) return;
    const mine = new AbortController();
    open = mine;
    read(mine).then(
      (again) => {
        if (open === mine && again !== null) wait(again);
      },
      () => {
        if (open === mine) wait(longer());
      },
    );
  };
  /** With some randomness: the pages of a stopped server do not come back all at once. */
  const longer = () => {
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    return pause * (0.5 + chance());
  };

  /** @returns after how long to ask again; null for never */
  async function read(mine: AbortController): Promise<number | null> {
    const silence = () => window.setTimeout(() => mine.abort(), SILENCE_MS);
    let silent = silence();
    try {
      const response = await fetch(`/api/me/live${fresh ? `?since=${Math.floor(since)}` : ""}`, {
        headers: { Accept: "text/event-stream, application/json", [ACCOUNT_HEADER]: account },
        signal: mine.signal,
      });
      const { status, body } = response;
      if (status === 401) signInAgain(reason);
      // Another account is signed in: the page is theirs.
      if (status === 409) window.location.reload();
      const retryAfter = Number(response.headers.get("Retry-After"));
      if (status === 429 || status === 503) return retryAfter * 1000 * (1 + chance()) || longer();
      if (!body || status !== 200) return status < 500 ? null : longer();
      pause = FIRST_PAUSE_MS;
      reason = "ended";
      if (!fresh) tellChanged();
      fresh = false;
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ; ) {
        const { done, value } = await reader.read();
        if (done) return longer();
        window.clearTimeout(silent);
        silent = silence();
        const events = (rest + value).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) {
          if (/^event: changed$/m.test(event)) tellChanged();
          if (!/^event: session-ended$/m.test(event)) continue;
          if (event.includes('"expired"')) reason = "expired";
          // Asked again at once: the browser may have another session by now, and loses its cookie if not.
          return 0;
        }
      }
    } finally {
      window.clearTimeout(silent);
    }
  }

  const shown = () => (document.hidden ? stop() : start());
  // Safari shows a page of plain http as it was left, the account's data in it, even after a sign-out.
  const back = ({ persisted }: PageTransitionEvent) => {
    if (persisted) start();
  };
  // The page that a form leads to says what it has done to the session.
  const leaving = () => {
    stop();
    wait(SENT_MS);
  };
  document.addEventListener("visibilitychange", shown, { signal: left });
  window.addEventListener("pageshow", back, { signal: left });
  window.addEventListener("beforeunload", leaving, { signal: left });
  left.addEventListener("abort", stop);
  start();
}

/** A number from 0 to 1. */
const chance = () => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 255;
