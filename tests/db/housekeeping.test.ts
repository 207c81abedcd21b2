import { setImmediate as turn } from "node:timers/promises";
import { startHousekeeping } from "@/lib/accounts/housekeeping";
import { db } from "@/lib/db/client";

const MINUTE = 60_000;

/** Leaves something to sweep. @returns whether it is still there */
async function litter(): Promise<() => Promise<boolean>> {
  const { key } = await db.throttle.create({
    data: { key: `old-${Date.now()}`, points: 1, expire: new Date(0) },
    select: { key: true },
  });
  return async () => (await db.throttle.count({ where: { key } })) === 1;
}

async function expectGone(isThere: () => Promise<boolean>): Promise<void> {
  while (await isThere()) await turn();
}

test("sweeps soon after the start, and every hour", async () => {
  // The connections are made before: they have timers of their own.
  let isThere = await litter();
  jest.useFakeTimers({ doNotFake: ["Date", "nextTick", "queueMicrotask", "setImmediate"] });
  try {
    startHousekeeping();
    jest.advanceTimersByTime(5 * MINUTE - 1);
    expect(await isThere()).toBe(true);
    jest.advanceTimersByTime(1);
    await expectGone(isThere);
    for (const hour of [55, 60]) {
      isThere = await litter();
      jest.advanceTimersByTime(hour * MINUTE - 1);
      expect(await isThere()).toBe(true);
      jest.advanceTimersByTime(1);
      await expectGone(isThere);
    }
  } finally {
    jest.useRealTimers();
  }
});
