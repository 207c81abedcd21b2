import path from "node:path";
import { Piscina } from "piscina";
import { env } from "@/lib/platform/config/env";
import { unavailable } from "@/lib/platform/core/problem";
import { singleton } from "@/lib/platform/core/singleton";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { t } from "@/lib/platform/texts/t";
import { threadsOfOne } from "./threads";

/**
 * bcryptjs is plain JavaScript: on the event loop one cost-12 hash stops every other request for
 * 300 ms. It runs in worker threads, behind a bounded queue: beyond it a sign-in is told to come
 * back at once instead of waiting for a turn that comes too late.
 */
const QUEUE_PER_THREAD = 16;

function startPool(): Piscina {
  const threads = threadsOfOne(env);
  return new Piscina({
    filename: path.join(process.cwd(), "lib/features/password/worker.cjs"),
    minThreads: 1,
    maxThreads: threads,
    maxQueue: threads * QUEUE_PER_THREAD,
    // Started by the first sign-in, kept for the next ones.
    idleTimeout: MINUTE_MS,
  });
}

const pool = () => singleton("password-pool", startPool);

/** @throws Problem unavailable, with Retry-After, when the queue is full */
export function requireRoom(): void {
  if (pool().queueSize < pool().options.maxQueue) return;
  throw unavailable(() => t("details.busy"));
}

/**
 * Runs one task of worker.cjs in a thread.
 * @throws Problem unavailable, with Retry-After, when the queue is full.
 */
export async function runInPool<T>(name: "hash" | "compare", task: object): Promise<T> {
  requireRoom();
  return pool().run(task, { name });
}
