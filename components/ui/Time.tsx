import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { DAY_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { formatAge, formatTime } from "@/lib/platform/texts/format/time";

type TimeProps = {
  /** ISO 8601 */
  iso: string;
  /** "ago": "3 minutes ago" on the first day, then like "exact", to the minute; "day": only the date. */
  form?: "ago" | "exact" | "day";
};

/**
 * A time in the reader's zone or, where that is unknown, in UTC, which it then says. The exact time, to the
 * second and with its zone, is behind it.
 */
export function Time({ iso, form = "exact" }: TimeProps) {
  const reader = useReader();
  const t = useTexts("layout");
  const time = Date.parse(iso);
  const age = reader.now - time;

  function text(): string {
    if (form === "day") return formatTime(time, "day", reader);
    if (form === "ago" && age < MINUTE_MS) return t("layout.justNow");
    if (form === "ago" && age < DAY_MS) return formatAge(age, reader.language);
    return formatTime(time, reader.zoneKnown ? "minute" : "zoned", reader);
  }

  return (
    // Names of months and zones may differ between Node's data and the browser's.
    <time dateTime={iso} title={formatTime(time, "full", reader)} suppressHydrationWarning>
      {text()}
    </time>
  );
}
