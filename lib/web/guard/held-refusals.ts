import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { BUSY } from "@/lib/features/password/pool";
import type { Problem, ProblemCode } from "@/lib/platform/core/problem";
import { singleton } from "@/lib/platform/core/singleton";

/** What says: too much, come back later. */
const HELD: ProblemCode[] = ["too_many_requests", ...BUSY];
/** Not a whole second: the alert for slow answers (docs/operations/alerts.yml) begins there. */
const HOLD_MS = 900;
/** Each keeps a connection and a body in memory. */
export const MOST_HELD = 256;

const state = () => singleton("held-refusals", () => ({ held: 0 }));

/** How many refusals this process holds. */
export const refusalsHeld = (): number => state().held;

/**
 * Waits before a stranger is told that there were too many requests. A refusal takes milliseconds: an
 * attacker who sends the next request at each answer sends hundreds a second, and takes the processor from
 * the people who are served. All wait equally long, so that the wait reveals nothing about an account. It ends
 * when the client goes; beyond MOST_HELD nobody waits.
 * @param res the answer, not sent yet
 */
export async function holdRefusal({ code }: Problem, res: ServerResponse): Promise<void> {
  if (!HELD.includes(code) || refusalsHeld() >= MOST_HELD || res.closed) return;
  state().held++;
  const gone = new AbortController();
  const leave = () => gone.abort();
  res.once("close", leave);
  // Aborted when the client goes.
  await sleep(HOLD_MS, undefined, { signal: gone.signal }).catch(() => {});
  res.off("close", leave);
  state().held--;
}
