import { boundsOfDay } from "@/lib/platform/texts/format/day";

test.each([
  ["2026-03-10", "UTC", "2026-03-10T00:00:00.000Z", "2026-03-11T00:00:00.000Z"],
  ["2026-11-29", "Asia/Tokyo", "2026-11-28T15:00:00.000Z", "2026-11-29T15:00:00.000Z"],
  ["2026-11-28", "America/Los_Angeles", "2026-11-28T08:00:00.000Z", "2026-11-29T08:00:00.000Z"],
  ["2026-11-28", "Pacific/Kiritimati", "2026-11-27T10:00:00.000Z", "2026-11-28T10:00:00.000Z"],
  // Clocks go forward, and back: 23 and 25 hours.
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  // Clocks go forward at midnight: the day begins at one.
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
  // A day that Samoa left out.
  ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z", "2011-12-30T10:00:00.000Z"],
])("%s in %s lasts from %s to %s", (day, timeZone, from, to) => {
  const bounds = boundsOfDay(day, timeZone);
  expect([bounds.from.toISOString(), bounds.to.toISOString()]).toEqual([from, to]);
});

test.each(["0001-01-01", "9999-12-31"])("%s, on which nothing happens, is a day, too", (day) => {
  const { from, to } = boundsOfDay(day, "Asia/Tokyo");
  expect(Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())).toBe(false);
});
