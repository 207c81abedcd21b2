import { useReader } from "@/components/reader/reader-context";
import { formatTime } from "@/lib/platform/texts/format/time";

/** A day without a time, such as 2026-01-31: it has no time zone. */
export function Day({ day }: { day: string }) {
  const { language } = useReader();
  return (
    <time dateTime={day} suppressHydrationWarning>
      {formatTime(Date.parse(day), "day", { language, timeZone: "UTC" })}
    </time>
  );
}
