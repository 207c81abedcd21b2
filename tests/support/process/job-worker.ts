import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { runIfDue } from "@/lib/platform/jobs/jobs";

let overlapping = 0;

/**
 * Checks a job that is always due as often as asked. While it runs there is a row that only one process can
 * create.
 * @returns how many times it ran here, and how many of these found another process running it
 */
export async function look(name: string, times: number): Promise<{ ran: number; met: number }> {
  let ran = 0;
  overlapping = 0;
  for (let n = 0; n < times; n++) {
    if (await runIfDue({ name, every: 0, run: () => alone(name) })) ran++;
    await sleep(Math.random() * 5);
  }
  return { ran, met: overlapping };
}

async function alone(name: string): Promise<Record<string, unknown>> {
  const key = `job-${name}`;
  try {
    await db.throttle.create({ data: { key, points: 1 } });
  } catch {
    overlapping++;
    return {};
  }
  await sleep(10);
  await db.throttle.delete({ where: { key } });
  return {};
}
