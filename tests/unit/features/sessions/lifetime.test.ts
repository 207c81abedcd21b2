import { isAlive, LONGEST_SECONDS, lifetime } from "@/lib/features/sessions/lifetime";
import { withEnvironment } from "@/tests/support/app/isolated";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 0, 15, 12);

/** A session last seen and ending so many milliseconds from now. */
const session = (given: { remember?: boolean; seen?: number; ends?: number }) => ({
  remember: given.remember ?? false,
  lastSeenAt: NOW + (given.seen ?? 0),
  expiresAt: NOW + (given.ends ?? DAY),
});

test.each([
  ["not remembered", false, 2 * HOUR, 24 * HOUR],
  ["remembered", true, 14 * DAY, 30 * DAY],
])("%s: the defaults [V7.1.1]", (_what, remember, idle, absolute) => {
  expect(lifetime.idle(remember)).toBe(idle);
  expect(lifetime.absolute(remember)).toBe(absolute);
});

test.each([
  ["just seen", session({}), true],
  ["idle a moment less than allowed", session({ seen: -2 * HOUR + 1 }), true],
  ["idle as long as allowed", session({ seen: -2 * HOUR }), false],
  ["a moment before its end", session({ ends: 1 }), true],
  ["at its end", session({ ends: 0 }), false],
  ["remembered, idle for a week", session({ remember: true, seen: -7 * DAY }), true],
  ["remembered, idle for two weeks", session({ remember: true, seen: -14 * DAY }), false],
  ["remembered, at its end though in use", session({ remember: true, ends: 0 }), false],
])("%s: alive is %p", (_what, row, alive) => {
  expect(isAlive(row, NOW)).toBe(alive);
});

test("next-auth is told the longest life of any session, in seconds", () => {
  expect(LONGEST_SECONDS).toBe((30 * DAY) / 1000);
});

test("the environment decides", async () => {
  const configured = await withEnvironment(
    {
      SESSION_IDLE_MINUTES: "10",
      SESSION_ABSOLUTE_HOURS: "48",
      REMEMBER_IDLE_DAYS: "1",
      REMEMBER_ABSOLUTE_DAYS: "1",
    },
    () => import("@/lib/features/sessions/lifetime"),
  );
  expect(configured.lifetime.idle(false)).toBe(10 * MINUTE);
  expect(configured.lifetime.absolute(false)).toBe(48 * HOUR);
  expect(configured.lifetime.idle(true)).toBe(DAY);
  expect(configured.lifetime.absolute(true)).toBe(DAY);
  expect(configured.LONGEST_SECONDS).toBe((48 * HOUR) / 1000);
});
