import { randomUUID } from "node:crypto";
import { log } from "@/lib/platform/core/log";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { type Job, LEASE_MS, RETRY_MS, runIfDue, startJobs } from "@/lib/platform/jobs/jobs";
import type { look } from "@/tests/support/process/job-worker";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";

type Worker = { look: typeof look };

const runs = jest.fn(async () => ({ done: 1 }));
let job: Job;

beforeEach(() => {
  job = { name: `job-${randomUUID()}`, every: HOUR_MS, run: runs };
});

afterEach(() => {
  runs.mockClear();
  jest.restoreAllMocks();
});

const from = (ms: number) => new Date(Date.now() + ms);
const row = () => db.job.findUniqueOrThrow({ where: { name: job.name } });
const given = (data: { leaseUntil?: Date; lastRunAt?: Date }) =>
  db.job.create({ data: { name: job.name, ...data } });

test("a job that never ran is run, and not again before its time", async () => {
  expect(await runIfDue(job)).toBe(true);
  expect(await runIfDue(job)).toBe(false);
  expect(runs).toHaveBeenCalledTimes(1);
  const { leaseUntil, lastRunAt } = await row();
  expect(leaseUntil).toBeNull();
  expect(Math.abs(Number(lastRunAt) - Date.now())).toBeLessThan(MINUTE_MS);
});

test.each([
  ["its time has come", { lastRunAt: -HOUR_MS }, true],
  ["its time has not come", { lastRunAt: -HOUR_MS + MINUTE_MS }, false],
  ["another process is at it", { leaseUntil: MINUTE_MS }, false],
  ["the process that took it died", { leaseUntil: -1 }, true],
  ["it ran by a clock a day ahead", { lastRunAt: DAY_MS }, true],
  ["it was taken by a clock a day ahead", { leaseUntil: DAY_MS }, true],
])("%s", async (_, { leaseUntil, lastRunAt }: Record<string, number>, due) => {
  await given({
    ...(leaseUntil !== undefined && { leaseUntil: from(leaseUntil) }),
    ...(lastRunAt !== undefined && { lastRunAt: from(lastRunAt) }),
  });
  expect(await runIfDue(job)).toBe(due);
  expect(runs).toHaveBeenCalledTimes(due ? 1 : 0);
});

test("a failed job is logged, and retried later", async () => {
  const told = jest.spyOn(log, "warn").mockImplementation();
  const err = new Error("the disk is full");
  expect(await runIfDue({ ...job, run: () => Promise.reject(err) })).toBe(true);
  expect(told).toHaveBeenCalledWith({ err, job: job.name }, "job failed");
  const { leaseUntil, lastRunAt } = await row();
  expect(lastRunAt).toBeNull();
  expect(Math.abs(Number(leaseUntil) - Date.now() - RETRY_MS)).toBeLessThan(MINUTE_MS);
  expect(await runIfDue(job)).toBe(false);
});

test("a job that takes longer than its lease stays with its process", async () => {
  jest.useFakeTimers({ doNotFake: ["Date", "nextTick", "queueMicrotask", "setImmediate"] });
  try {
    let end = () => {};
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const running = runIfDue({
      ...job,
      run: async () => {
        begun();
        await held;
        return {};
      },
    });
    await beginning;
    const first = Number((await row()).leaseUntil);
    while (Number((await row()).leaseUntil) <= first) jest.advanceTimersByTime(LEASE_MS / 4);
    expect(await runIfDue(job)).toBe(false);
    end();
    expect(await running).toBe(true);
    expect((await row()).leaseUntil).toBeNull();
  } finally {
    jest.useRealTimers();
  }
});

test("two processes never run one job at once, and it runs repeatedly", async () => {
  const workers: OtherProcess<Worker>[] = await Promise.all([
    startProcess<Worker>("@/tests/support/process/job-worker"),
    startProcess<Worker>("@/tests/support/process/job-worker"),
  ]);
  const found = await Promise.all(workers.map((worker) => worker.call("look", job.name, 30)));
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(found.map(({ met }) => met)).toEqual([0, 0]);
  expect(found.reduce((sum, { ran }) => sum + ran, 0)).toBeGreaterThan(10);
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("waiting for jobs does not keep the process alive", () => {
  const before = timers();
  startJobs([job]);
  expect(timers()).toBe(before);
});
