import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { withEnvironment } from "@/tests/support/app/isolated";
import { passwordPool } from "@/tests/support/app/password-pool";
import { english } from "@/tests/support/texts";

const QUEUE = 16;

let runInPool: typeof import("@/lib/features/password/pool").runInPool;

beforeAll(async () => {
  ({ runInPool } = await withEnvironment(
    { PASSWORD_THREADS: "1" },
    () => import("@/lib/features/password/pool"),
  ));
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
  test("its thread lets others go first", async () => {
    await hash();
    const threads = readdirSync("/proc/self/task").map(priorityOf);
    const { PRIORITY_BELOW_NORMAL } = os.constants.priority;
    expect(threads).toContain(Math.max(os.getPriority(), PRIORITY_BELOW_NORMAL));
  });
}

test("a full queue refuses at once, says when to come back, and loses nothing it took [V15.2.2]", async () => {
  const results = await Promise.allSettled(Array.from({ length: 3 * QUEUE }, () => hash(6)));
  const refused = results.filter((result) => result.status === "rejected");
  const taken = results.filter((result) => result.status === "fulfilled");
  // One task is with the thread; the rest waits.
  expect(taken).toHaveLength(QUEUE + 1);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      name: "Problem",
      code: "unavailable",
      status: 503,
      retryAfter: 5,
      detail: english("details.busy"),
    });
  }
  await expect(hash()).resolves.toMatch(/^\$2b\$04\$/);
});

test("a task that fails says so, and the thread goes on", async () => {
  await expect(runInPool("compare", { secret: "secret", record: 42 })).rejects.toThrow();
  await expect(hash()).resolves.toMatch(/^\$2b\$/);
});

test("threads run the source file: a build does not compile it", async () => {
  await hash();
  const { filename } = passwordPool().options;
  expect(filename).toBe(path.resolve("lib/features/password/worker.cjs"));
  expect(existsSync(String(filename))).toBe(true);
});
