import { formatAge, formatTime } from "@/lib/platform/texts/format/time";

const MOMENT = Date.UTC(2026, 10, 28, 22, 5, 12);

test.each([
  ["day", "en", "UTC", "28 Nov 2026"],
  ["day", "en", "Pacific/Auckland", "29 Nov 2026"],
  ["day", "de", "UTC", "28. Nov. 2026"],
  ["monthDay", "en", "UTC", "28 Nov"],
  ["monthDay", "de", "UTC", "28. Nov."],
  ["minute", "en", "Europe/Berlin", "28 Nov 2026, 23:05"],
  ["minute", "de", "Europe/Berlin", "28. Nov. 2026, 23:05"],
  ["zoned", "en", "UTC", "28 Nov 2026, 22:05 UTC"],
  ["zoned", "de", "UTC", "28. Nov. 2026, 22:05 UTC"],
  ["full", "de", "UTC", "Samstag, 28. November 2026 um 22:05:12 Koordinierte Weltzeit"],
] as const)("%s in %s, %s: %s", (style, language, timeZone, text) => {
  expect(formatTime(MOMENT, style, { language, timeZone })).toBe(text);
});

test("full, with the zone by its name", () => {
  const berlin = { language: "en", timeZone: "Europe/Berlin" } as const;
  // Node 20 and 24 differ in the comma.
  expect(formatTime(MOMENT, "full", berlin)).toMatch(
    /^Saturday,? 28 November 2026 at 23:05:12 Central European Standard Time$/,
  );
});

const MINUTE = 60_000;

test.each([
  [1 * MINUTE, "1 minute ago", "vor 1 Minute"],
  [2.9 * MINUTE, "2 minutes ago", "vor 2 Minuten"],
  [59.9 * MINUTE, "59 minutes ago", "vor 59 Minuten"],
  [60 * MINUTE, "1 hour ago", "vor 1 Stunde"],
  [23.9 * 60 * MINUTE, "23 hours ago", "vor 23 Stunden"],
])("%d ms: %s, %s", (age, english, german) => {
  expect([formatAge(age, "en"), formatAge(age, "de")]).toEqual([english, german]);
});
