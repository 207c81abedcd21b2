import { useHydrated } from "./useHydrated";

// Written out rather than left to Intl: server and browser carry different locale
// data ("Sep" or "Sept"), and the text must be the same in both.
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const pad = (value: number) => String(value).padStart(2, "0");

function utcText(date: Date): string {
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day}, ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())} UTC`;
}

function localText(date: Date): string {
  const day = `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}`;
  return `${day}, ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/**
 * A moment: UTC as served (and without JavaScript), the reader's own time once
 * hydrated, with the UTC text kept as its tooltip.
 */
export function Time({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  const date = new Date(iso);
  const utc = utcText(date);
  const local = hydrated && date.getTimezoneOffset() !== 0;
  return (
    <time dateTime={iso} title={local ? utc : undefined}>
      {local ? localText(date) : utc}
    </time>
  );
}
