import { LANGUAGES, type Language } from "@/lib/platform/config/languages";
import { kept } from "./kept";

/** How times are written for the reader: the server and the browser use the same, so their texts agree. */
export type TimeReader = { language: Language; timeZone: string };

const DAY = { year: "numeric", month: "short", day: "numeric" } as const;
const MINUTE = { ...DAY, hour: "2-digit", minute: "2-digit" } as const;

const STYLES = {
  /** 28 Nov 2026 */
  day: DAY,
  /** 28 Nov */
  monthDay: { month: "short", day: "numeric" },
  /** 28 Nov 2026, 23:05 */
  minute: MINUTE,
  /** 28 Nov 2026, 23:05 UTC */
  zoned: { ...MINUTE, timeZoneName: "short" },
  /** Saturday 28 November 2026 at 23:05:12 Central European Standard Time */
  full: { dateStyle: "full", timeStyle: "full" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A moment in the reader's language and time zone. @param time milliseconds since 1970 */
export function formatTime(
  time: number,
  style: keyof typeof STYLES,
  { language, timeZone }: TimeReader,
): string {
  const { locale } = LANGUAGES[language];
  const formatter = kept(
    `${style} ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone }),
  );
  return formatter.format(time);
}

/** The day of a moment in a time zone, as 2026-01-31. @param timeZone one that timeZoneOf() knows */
export function isoDay(time: number | Date, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  const make = () => new Intl.DateTimeFormat("sv-SE", { timeZone });
  return kept(`iso ${timeZone}`, make).format(time);
}

const UNITS = [
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/**
 * How long ago, in hours or minutes: "3 minutes ago". For less than a day.
 * @param age milliseconds, a minute or more
 */
export function formatAge(age: number, language: Language): string {
  const { locale } = LANGUAGES[language];
  const formatter = kept(`age ${locale}`, () => new Intl.RelativeTimeFormat(locale));
  const [unit, length] = UNITS.find(([, least]) => age >= least) ?? UNITS[1];
  return formatter.format(-Math.floor(age / length), unit);
}
