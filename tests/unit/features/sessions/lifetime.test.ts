import { isAlive, LONGEST_SECONDS, lifetime } from "@/lib/features/sessions/lifetime";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { withEnvironment } from "@/tests/support/app/isolated";

const NOW = Date.UTC(2026, 0, 15, 12);

/** A session last seen and ending so many milliseconds from now. */
const session = (given: { remember?: boolean; seen?: number; ends?: number }) => ({
  remember: given.remember ?? false,
  lastSeenAt: new Date(NOW + (given.seen ?? 0)),
  expiresAt: new Date(NOW + (given.ends ?? DAY_MS)),
});

test.each([
  ["not remembered", false, 2 * HOUR_MS, 24 * HOUR_MS],
  ["remembered", true, 14 * DAY_MS, 30 * DAY_MS],
])("%s: the defaults [V7.1.1]", (_what, remember, idle, absolute) => {
  expect(lifetime.idle(remember)).toBe(idle);
  expect(lifetime.absolute(remember)).toBe(absolute);
});

test.each([
  ["just seen", session({}), true],
  ["idle a moment less than allowed", session({ seen: -2 * HOUR_MS + 1 }), true],
  ["idle as long as allowed", session({ seen: -2 * HOUR_MS }), false],
  ["a moment before its end", session({ ends: 1 }), true],
  ["at its end", session({ ends: 0 }), false],
  ["remembered, idle for a week", session({ remember: true, seen: -7 * DAY_MS }), true],
  ["remembered, idle for two weeks", session({ remember: true, seen: -14 * DAY_MS }), false],
  ["remembered, at its end though in use", session({ remember: true, ends: 0 }), false],
])("%s: alive is %p", (_what, row, alive) => {
  expect(isAlive(row, NOW)).toBe(alive);
});

test("next-auth is told the longest life of any session, in seconds", () => {
  expect(LONGEST_SECONDS).toBe((30 * DAY_MS) / 1000);
});

test("the environment overrides them", async () => {
  const configured = await withEnvironment(
    {
      SESSION_IDLE_MINUTES: "10",
      SESSION_ABSOLUTE_HOURS: "48",
      REMEMBER_IDLE_DAYS: "1",
      REMEMBER_ABSOLUTE_DAYS: "1",
    },
    () => import("@/lib/features/sessions/lifetime"),
  );
  expect(configured.lifetime.idle(false)).toBe(10 * MINUTE_MS);
  expect(configured.lifetime.absolute(false)).toBe(48 * HOUR_MS);
  expect(configured.lifetime.idle(true)).toBe(DAY_MS);
  expect(configured.lifetime.absolute(true)).toBe(DAY_MS);
  expect(configured.LONGEST_SECONDS).toBe((48 * HOUR_MS) / 1000);
});
