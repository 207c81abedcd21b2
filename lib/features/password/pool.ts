import path from "node:path";
import type { Piscina } from "piscina";
import { asyncContext, withAsyncContext } from "@/lib/platform/async-context/async-context";
import { env } from "@/lib/platform/config/env";
import { currentRequestId } from "@/lib/platform/core/current-request";
import { Problem } from "@/lib/platform/core/problem";
import { currentActor } from "@/lib/platform/core/request-context";
import { singleton } from "@/lib/platform/core/singleton";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { currentNetwork } from "@/lib/platform/turns/networks";
import { type Full, type Guest, Turns } from "./queue";
import { threadsOfOne } from "./threads";

/**
 * bcryptjs is plain JavaScript: on the event loop one hash of cost 12 stops every other request for 300 ms.
 * It runs in worker threads, behind a bounded queue: when that is full, a sign-in is told at once to come
 * back, instead of waiting for a turn that comes too late.
 */
const QUEUE_PER_THREAD = 16;

/** What a method that hashes passwords has to declare. */
export const BUSY = ["busy_account", "busy_network", "busy"] as const;

/** The message for each way to be full, and the seconds after which there is room again. */
const REFUSALS = {
  account: ["busy_account", 1],
  network: ["busy_network", 2],
  room: ["busy", 5],
} as const satisfies Record<Full, readonly [string, number]>;

function startPool(): Piscina {
  const { Piscina } = require("piscina") as typeof import("piscina");
  return new Piscina({
    filename: path.join(process.cwd(), "lib/features/password/worker.cjs"),
    minThreads: 1,
    maxThreads: threadsOfOne(env),
    // Started by the first sign-in, kept for the next ones.
    idleTimeout: MINUTE_MS,
  });
}

const pool = () => singleton("password.pool", startPool);

const turns = () =>
  singleton("password.turns", () => {
    const threads = threadsOfOne(env);
    return new Turns(threads, threads * QUEUE_PER_THREAD);
  });

/** How many password checks run or wait in this process. */
export const seatsTaken = (): number => turns().taken;

/** The request whose seat the current work runs on; null for work outside a request. */
const seated = () => asyncContext().seat as Guest | null | undefined;

type About = Pick<Guest, "account" | "known">;

/** What is known from the request itself: a signed-in user counts like a known browser. */
const ofActor = (): About => ({ account: currentActor(), known: currentActor() !== null });

/** Whom the current request is for. */
function guestOf(about: About): Guest | null {
  if (currentRequestId() === null) return null;
  return { ...about, network: currentNetwork() };
}

/**
 * Refuses a request that would not get a seat, before any work is done for it.
 * @param about if more is known than who sent it
 * @throws Problem busy_account, busy_network or busy, with Retry-After
 */
export function requireRoom(about: About = ofActor()): void {
  refuseIfFull(guestOf(about));
}

function refuseIfFull(guest: Guest | null): void {
  const full = turns().full(guest);
  if (!full) return;
  const [code, retryAfter] = REFUSALS[full];
  throw new Problem(code, { retryAfter });
}

/**
 * Runs work that hashes on one seat: it is admitted or refused as a whole.
 * @throws Problem as requireRoom() does, and what `work` throws
 */
export async function withSeat<T>(about: About, work: () => Promise<T>): Promise<T> {
  const guest = guestOf(about);
  refuseIfFull(guest);
  return turns().seat(guest, () => withAsyncContext({ seat: guest }, work));
}

/**
 * Runs one task of worker.cjs in a thread, when it is its turn: on the seat of withSeat(), or its own.
 * @throws Problem as requireRoom() does
 */
export async function runInPool<T>(
  name: "hash" | "compare" | "foreign" | "weak",
  task: object,
): Promise<T> {
  const guest = seated();
  if (guest === undefined) return withSeat(ofActor(), () => runInPool(name, task));
  return turns().run(guest, () => pool().run(task, { name }));
}
