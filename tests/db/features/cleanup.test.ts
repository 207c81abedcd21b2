import { setImmediate as turn } from "node:timers/promises";
import { log } from "@/lib/platform/core/log";
import { HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { startJobs } from "@/lib/platform/jobs/jobs";
import { housekeeping } from "@/lib/web/server/cleanup";

const litter = () =>
  db.throttle.create({ data: { key: `old-${Date.now()}`, points: 1, expire: new Date(0) } });

const isClean = async () => (await db.throttle.count({ where: { expire: new Date(0) } })) === 0;

test("the clean-up runs soon after the start, and every hour", async () => {
  const told = jest.spyOn(log, "info");
  // The connections are made before: they have timers of their own.
  await litter();
  jest.useFakeTimers({ doNotFake: ["Date", "nextTick", "queueMicrotask", "setImmediate"] });
  try {
    startJobs([housekeeping]);
    for (const [sweeps, minutes] of [5, 1, 1].entries()) {
      jest.advanceTimersByTime(minutes * MINUTE_MS - 1);
      expect(await isClean()).toBe(false);
      jest.advanceTimersByTime(1);
      while (told.mock.calls.length === sweeps) await turn();
      expect(told).toHaveBeenLastCalledWith(
        expect.objectContaining({ job: "housekeeping", throttles: 1 }),
        "job done",
      );
      expect(await isClean()).toBe(true);
      await litter();
      // An hour goes by.
      await db.job.update({
        where: { name: "housekeeping" },
        data: { lastRunAt: new Date(Date.now() - HOUR_MS) },
      });
    }
  } finally {
    jest.useRealTimers();
  }
});
