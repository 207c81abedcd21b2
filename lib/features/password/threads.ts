import { availableParallelism } from "node:os";
import type { Env } from "@/lib/platform/config/env";

type Settings = Pick<Env, "PASSWORD_THREADS" | "WEB_CONCURRENCY">;

/** How many threads hash passwords in each of the processes that share a machine; at least one. */
export function threadsOfOne(
  { PASSWORD_THREADS, WEB_CONCURRENCY }: Settings,
  cores = availableParallelism(),
): number {
  return Math.max(1, Math.floor((PASSWORD_THREADS || cores) / WEB_CONCURRENCY));
}
