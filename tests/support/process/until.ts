import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again and again until the answer is yes.
 * @param what is waited for, as the error calls it
 * @throws Error when it has not come true in time
 */
export async function until(
  what: string,
  come: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await come())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
