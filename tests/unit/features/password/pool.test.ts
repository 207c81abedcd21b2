import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { withEnvironment } from "@/tests/support/app/isolated";
import { passwordPool } from "@/tests/support/app/password-pool";
import { newRequest } from "@/tests/support/requests/messages";
import { english } from "@/tests/support/texts";

const QUEUE = 16;

let runInPool: typeof import("@/lib/features/password/pool").runInPool;
let withSeat: typeof import("@/lib/features/password/pool").withSeat;
let withRequestContext: typeof import("@/lib/platform/core/request-context").withRequestContext;
let setActor: typeof import("@/lib/platform/core/request-context").setActor;

beforeAll(async () => {
  await withEnvironment({ PASSWORD_THREADS: "1", TRUSTED_PROXY_HOPS: "1" }, async () => {
    ({ runInPool, withSeat } = await import("@/lib/features/password/pool"));
    ({ withRequestContext, setActor } = await import("@/lib/platform/core/request-context"));
  });
});

/** The priority of a thread; none of one that has just ended. */
function priorityOf(id: string): number | null {
  try {
    return os.getPriority(Number(id));
  } catch {
    return null;
  }
}

const hash = (cost = 4) => runInPool<string>("hash", { secret: "secret", cost });

test("both tasks run", async () => {
  const record = await hash();
  expect(await runInPool<boolean>("compare", { secret: "secret", record })).toBe(true);
  expect(await runInPool<boolean>("compare", { secret: "other", record })).toBe(false);
});

test("the event loop keeps turning while a password is hashed [V15.2.2]", async () => {
  let done = false;
  const hashing = hash(12).then(() => {
    done = true;
  });
  let turns = 0;
  while (!done) {
    await nextTurn();
    turns++;
  }
  await hashing;
  // On the loop itself the hash would be over before the first turn.
  expect(turns).toBeGreaterThan(20);
});

// Elsewhere a thread has no priority.
if (process.platform === "linux") {
  test("its thread has a lower priority", async () => {
    await hash();
    const threads = readdirSync("/proc/self/task").map(priorityOf);
    const { PRIORITY_BELOW_NORMAL } = os.constants.priority;
    expect(threads).toContain(Math.max(os.getPriority(), PRIORITY_BELOW_NORMAL));
  });
}

test("a full queue refuses at once, says when to come back, and loses nothing it accepted [V15.2.2]", async () => {
  const results = await Promise.allSettled(Array.from({ length: 3 * QUEUE }, () => hash(6)));
  const refused = results.filter((result) => result.status === "rejected");
  const taken = results.filter((result) => result.status === "fulfilled");
  // One task is with the thread; the rest waits.
  expect(taken).toHaveLength(QUEUE + 1);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      name: "Problem",
      code: "busy",
      status: 503,
      retryAfter: 5,
      detail: english("problems.busy"),
    });
  }
  await expect(hash()).resolves.toMatch(/^\$2b\$04\$/);
});

describe("in a request", () => {
  const from = <T>(ipAddress: string, work: () => T): T =>
    withRequestContext(newRequest({ headers: { "x-forwarded-for": ipAddress } }), work);
  const about = (account: string, known = false) => ({ account, known });

  /** What many tries at once come to: how many were taken, and the codes of the others. */
  async function outcome(tries: Promise<unknown>[]) {
    const results = await Promise.allSettled(tries);
    const codes = results.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    return { taken: results.length - codes.length, codes: [...new Set(codes)] };
  }

  test("an IPv6 /48 has a quarter of the seats, whatever its /64s", async () => {
    const tries = Array.from({ length: 20 }, (_, n) => from(`2001:db8:1:${n}::1`, () => hash(6)));
    expect(await outcome(tries)).toEqual({ taken: 4, codes: ["busy_network"] });
  });

  test("one account has two seats at a time, and its known browsers two more", async () => {
    const at = (n: number, known: boolean) =>
      from(`192.0.2.${n}`, () => withSeat(about("ada", known), () => hash(6)));
    const strangers = Array.from({ length: 5 }, (_, n) => at(n, false));
    const known = Array.from({ length: 5 }, (_, n) => at(100 + n, true));
    expect(await outcome(strangers)).toEqual({ taken: 2, codes: ["busy_account"] });
    expect(await outcome(known)).toEqual({ taken: 2, codes: ["busy_account"] });
  });

  test("a quarter of the seats is kept for known browsers and people who are signed in", async () => {
    const strangers = Array.from({ length: 30 }, (_, n) => from(`192.0.2.${n}`, () => hash(6)));
    const known = from("192.0.2.200", () => withSeat(about("ada", true), () => hash(6)));
    const signedIn = from("192.0.2.201", () => {
      setActor("ada");
      return hash(6);
    });
    expect(await outcome([known, signedIn])).toEqual({ taken: 2, codes: [] });
    expect(await outcome(strangers)).toEqual({ taken: 13, codes: ["busy"] });
  });

  test("all the work of one request has one seat", async () => {
    const tries = Array.from({ length: 4 }, () =>
      from("192.0.2.1", () => withSeat(about("ada"), () => Promise.all([hash(), hash(), hash()]))),
    );
    expect(await outcome(tries)).toEqual({ taken: 2, codes: ["busy_account"] });
  });
});

test("a failed task says so, and the thread continues", async () => {
  await expect(runInPool("compare", { secret: "secret", record: 42 })).rejects.toThrow();
  await expect(hash()).resolves.toMatch(/^\$2b\$/);
});

test("threads run the source file: a build does not compile it", async () => {
  await hash();
  const { filename } = passwordPool().options;
  expect(filename).toBe(path.resolve("lib/features/password/worker.cjs"));
  expect(existsSync(String(filename))).toBe(true);
});
