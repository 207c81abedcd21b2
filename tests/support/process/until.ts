import { setTimeout as sleep } from "node:timers/promises";
import { PATIENCE_MS } from "./patience";

/**
 * Asks again and again until the answer is yes.
 * @param what the condition, as the error names it
 * @throws Error when it has not become true in time
 */
export async function until(
  what: string,
  come: () => boolean | Promise<boolean>,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await come())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
