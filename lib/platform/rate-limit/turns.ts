import { singleton } from "@/lib/platform/core/singleton";

/** How many requests of one network are counted at a time in a process. */
export const AT_A_TIME = 4;

type Crowd = { running: number; waiting: (() => void)[] };

const crowds = () => singleton("rate-limit.turns", () => new Map<string, Crowd>());

/**
 * Runs work when it is its network's turn. The database takes what is sent in the order in which it comes: a
 * crowd from one network would make everybody's writes wait behind all of its own.
 * @param network whose crowd
 */
export async function inTurn<T>(network: string, work: () => Promise<T>): Promise<T> {
  const crowd = crowds().get(network) ?? { running: 0, waiting: [] };
  crowds().set(network, crowd);
  if (crowd.running < AT_A_TIME) crowd.running++;
  else await new Promise<void>((resolve) => crowd.waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = crowd.waiting.shift();
    if (next) next();
    else if (--crowd.running === 0) crowds().delete(network);
  }
}
