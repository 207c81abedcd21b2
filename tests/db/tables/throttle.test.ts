import { env } from "@/lib/platform/config/env";
import { DAY_S } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import {
  countAttempts,
  forgetAttempts,
  type Limit,
  returnAttempt,
} from "@/lib/platform/db/tables/throttle";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { passTime } from "@/tests/support/database/throttles";
import { stopClock } from "@/tests/support/process/clock";
import { startProcess } from "@/tests/support/process/other-process";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});
if (env.postgres) listenToPostgres();

const LIMIT: Limit = { name: "test", points: 5, duration: 60 };
const GROWING: Limit = { ...LIMIT, name: "growing", duration: DAY_S, grows: true };
const SLOW: Limit = { ...GROWING, name: "slow", grows: "slowly" };

/** @returns the wait in seconds of a try that is refused */
const countAttempt = async (limit: Limit, key: string) =>
  (await countAttempts([{ limit, key }]))?.retryAfter ?? null;

let keys = 0;
const newKey = () => `key-${++keys}`;

/** Attempts one after the other. @returns each answer */
async function attempts(count: number, key: string, limit = LIMIT): Promise<(number | null)[]> {
  const answers: (number | null)[] = [];
  for (let i = 0; i < count; i++) answers.push(await countAttempt(limit, key));
  return answers;
}

/** Attempts all at once. @returns how many were let through */
async function admitted(count: number, key: string, limit: Limit): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, () => countAttempt(limit, key)));
  return answers.filter((answer) => answer === null).length;
}

test("the allowed number is let through, then the wait in seconds is returned", async () => {
  const key = newKey();
  expect(await attempts(5, key)).toEqual([null, null, null, null, null]);
  const wait = await countAttempt(LIMIT, key);
  expect(wait).toBeGreaterThan(50);
  expect(wait).toBeLessThanOrEqual(60);
});

test("thirty at once are counted exactly", async () => {
  expect(await admitted(30, newKey(), LIMIT)).toBe(5);
});

test("the first ones in an empty table are counted exactly, too", async () => {
  await db.throttle.deleteMany();
  expect(await admitted(8, "first", LIMIT)).toBe(5);
});

test("two processes share one count", async () => {
  const key = newKey();
  const other = await startProcess<{ countAttempts: typeof countAttempts }>(
    "@/lib/platform/db/tables/throttle",
  );
  const answers = [];
  for (let i = 0; i < 4; i++) {
    answers.push(
      ...(await Promise.all([
        countAttempts([{ limit: LIMIT, key }]),
        other.call("countAttempts", [{ limit: LIMIT, key }]),
      ])),
    );
  }
  await other.stop();
  expect(answers.filter((answer) => answer === null)).toHaveLength(5);
});

test("each key and each limit has its own count", async () => {
  const key = newKey();
  await attempts(6, key);
  expect(await countAttempt(LIMIT, newKey())).toBeNull();
  expect(await countAttempt({ ...LIMIT, name: "other" }, key)).toBeNull();
});

test("the count restarts when its time is over", async () => {
  const key = newKey();
  expect((await attempts(6, key)).at(-1)).not.toBeNull();
  await passTime(60);
  expect(await attempts(6, key)).toEqual([null, null, null, null, null, expect.any(Number)]);
});

test("attempts while refused do not make the wait longer", async () => {
  const key = newKey();
  await attempts(5, key);
  const before = (await countAttempt(LIMIT, key)) ?? 0;
  await attempts(20, key);
  expect(await countAttempt(LIMIT, key)).toBeLessThanOrEqual(before);
});

test("a count can be cleared, and others stay", async () => {
  const [key, other] = [newKey(), newKey()];
  await attempts(6, key);
  await attempts(6, other);
  await forgetAttempts(LIMIT, key);
  expect(await countAttempt(LIMIT, key)).toBeNull();
  expect(await countAttempt(LIMIT, other)).not.toBeNull();
  await forgetAttempts(LIMIT, "never seen");
});

test("a returned try can be made again, once", async () => {
  const key = newKey();
  await attempts(6, key);
  await returnAttempt(LIMIT, key);
  expect(await attempts(2, key)).toEqual([null, expect.any(Number)]);
});

test("a try returned after the count was cleared adds none", async () => {
  const key = newKey();
  await attempts(1, key);
  await forgetAttempts(LIMIT, key);
  await returnAttempt(LIMIT, key);
  expect(await attempts(6, key)).toEqual([null, null, null, null, null, expect.any(Number)]);
});

describe("a limit that grows", () => {
  stopClock();

  /** One try after each wait that the last refusal told. @returns the waits */
  async function waits(count: number, key: string, limit = GROWING): Promise<number[]> {
    const told: number[] = [];
    for (let n = 0; n < count; n++) {
      const wait = await countAttempt(limit, key);
      if (wait === null) throw new Error("A try was let through before its time");
      told.push(wait);
      await passTime(wait);
      expect(await countAttempt(limit, key)).toBeNull();
    }
    return told;
  }

  test("lets the allowed number through, then one after each wait: 1 s, twice as long each time, up to 15 min", async () => {
    const key = newKey();
    expect(await attempts(5, key, GROWING)).toEqual([null, null, null, null, null]);
    expect(await waits(13, key)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test("grows slowly from 15 min to 8 h, until its day is over", async () => {
    const key = newKey();
    expect(await attempts(5, key, SLOW)).toEqual([null, null, null, null, null]);
    expect(await waits(7, key, SLOW)).toEqual(
      [15, 30, 60, 120, 240, 480, 480].map((minutes) => minutes * 60),
    );
    await passTime(SLOW.duration - 23.75 * 60 * 60);
    expect(await attempts(6, key, SLOW)).toEqual([null, null, null, null, null, 900]);
  });

  test("opens at the end of a wait and not before", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(3, key);
    await passTime(7);
    expect(await countAttempt(GROWING, key)).toBe(1);
    await passTime(1);
    expect(await countAttempt(GROWING, key)).toBeNull();
  });

  test.each([8, 30])("lets five of %i at once through", async (count) => {
    expect(await admitted(count, newKey(), GROWING)).toBe(5);
  });

  test("gives many at once no longer wait than those let through have begun", async () => {
    for (let n = 0; n < 10; n++) {
      const key = newKey();
      const crowd = Array.from({ length: 40 }, async (_, place) => {
        // Some ask while others are being counted.
        for (let step = 0; step < place; step++) await new Promise(setImmediate);
        return countAttempt(GROWING, key);
      });
      const answers = await Promise.all(crowd);
      expect(answers.filter((answer) => answer === null)).toHaveLength(5);
      expect(new Set(answers)).toEqual(new Set([null, 1]));
    }
  });

  test("lets one of thirty at once through when a wait is over, and none makes the next longer", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await passTime(1);
    expect(await admitted(30, key, GROWING)).toBe(1);
    expect(await waits(2, key)).toEqual([2, 4]);
  });

  test("does not lengthen a wait for refused tries", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(2, key);
    expect(await attempts(20, key, GROWING)).toEqual(Array(20).fill(4));
    await admitted(20, key, GROWING);
    expect(await waits(2, key)).toEqual([4, 8]);
  });

  test("lets one through when a wait is over, however many keep being refused, and only doubles the next", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    const flood = Promise.all(Array.from({ length: 10 }, () => attempts(20, key, GROWING)));
    await passTime(1, key);
    const answers = (await flood).flat();
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(await waits(2, key)).toEqual([2, 4]);
  });

  test("restarts when its time is over", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(4, key);
    await passTime(GROWING.duration);
    expect(await attempts(6, key, GROWING)).toEqual([null, null, null, null, null, 1]);
  });

  test("restarts when it is cleared, with the wait", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(4, key);
    await forgetAttempts(GROWING, key);
    expect(await attempts(6, key, GROWING)).toEqual([null, null, null, null, null, 1]);
  });

  test("opens again at once for a returned try", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(3, key);
    await returnAttempt(GROWING, key);
    expect(await countAttempt(GROWING, key)).toBeNull();
    expect(await countAttempt(GROWING, key)).toBe(8);
  });

  test("gives the first tries back when no wait has begun, or its time is over", async () => {
    const key = newKey();
    await attempts(3, key, GROWING);
    await returnAttempt(GROWING, key);
    expect(await attempts(4, key, GROWING)).toEqual([null, null, null, 1]);
    await passTime(GROWING.duration);
    await attempts(2, key, GROWING);
    await returnAttempt(GROWING, key);
    expect(await attempts(5, key, GROWING)).toEqual([null, null, null, null, 1]);
  });
});

test("two processes share a limit that grows: each wait lets one request through", async () => {
  const key = newKey();
  const other = await startProcess<{ countAttempts: typeof countAttempts }>(
    "@/lib/platform/db/tables/throttle",
  );
  const growing = [{ limit: GROWING, key }];
  const both = async () =>
    (await Promise.all([countAttempts(growing), other.call("countAttempts", growing)])).filter(
      (answer) => answer === null,
    ).length;
  // Far enough on that no wait ends by itself meanwhile.
  await attempts(5, key, GROWING);
  for (let n = 0; n < 7; n++) {
    await passTime(64);
    await countAttempt(GROWING, key);
  }
  expect(await both()).toBe(0);
  await passTime(128);
  expect(await both()).toBe(1);
  expect(await both()).toBe(0);
  await other.stop();
});

test.each([LIMIT, GROWING])(
  "a row from a clock years ahead makes nobody wait: $name",
  async (limit) => {
    const key = newKey();
    await attempts(8, key, limit);
    await passTime(-2 * 365 * DAY_S, key);
    expect(await attempts(6, key, limit)).toEqual([...Array(5).fill(null), expect.any(Number)]);
    const wait = Number(await countAttempt(limit, key));
    expect(wait).toBeLessThanOrEqual(60);
    await passTime(wait, key);
    expect(await countAttempt(limit, key)).toBeNull();
  },
);

test("a row from a process whose clock is slightly ahead counts", async () => {
  const key = newKey();
  await attempts(5, key);
  await passTime(-30, key);
  expect(await countAttempt(LIMIT, key)).toBeGreaterThan(60);
});

test("a row of the previous version, without the time of the last try, counts", async () => {
  const expire = new Date(Date.now() + 60_000);
  for (const { name } of [LIMIT, GROWING]) {
    await db.throttle.create({ data: { key: `${name}:old`, points: 5, expire } });
  }
  expect(await countAttempt(LIMIT, "old")).not.toBeNull();
  expect(await attempts(2, "old", GROWING)).toEqual([null, 2]);
});

describe("several counts together", () => {
  /** Three counts, of which the last allows fewest: a sender, and the networks around it. */
  const three = (keys: string[]) =>
    keys.map((key, n) => ({ limit: { ...LIMIT, name: `of ${n}`, points: 5 - n }, key }));
  const pointsOf = async (keys: string[]) => {
    const rows = await db.throttle.findMany();
    return keys.map((key, n) => rows.find((row) => row.key === `of ${n}:${key}`)?.points ?? 0);
  };

  test("are counted all, or none", async () => {
    const keys = [newKey(), newKey(), newKey()];
    for (let n = 0; n < 3; n++) expect(await countAttempts(three(keys))).toBeNull();
    const refusal = await countAttempts(three(keys));
    expect(refusal).toEqual({ limit: three(keys)[2]?.limit, retryAfter: expect.any(Number) });
    expect(await pointsOf(keys)).toEqual([3, 3, 3]);
  });

  test("are counted exactly when many come at once, each with a first count of its own", async () => {
    const [wider, widest] = [newKey(), newKey()];
    const crowd = Array.from({ length: 20 }, () => [newKey(), wider, widest]);
    const answers = await Promise.all(crowd.map((keys) => countAttempts(three(keys))));
    const admitted = crowd.filter((_, n) => answers[n] === null);
    expect(admitted).toHaveLength(3);
    for (const keys of crowd) {
      expect(await pointsOf(keys)).toEqual([admitted.includes(keys) ? 1 : 0, 3, 3]);
    }
  });

  test("have each their own time", async () => {
    const keys = [newKey(), newKey(), newKey()];
    const [first, ...others] = three(keys);
    const counted = [{ ...first, limit: { ...first?.limit, duration: DAY_S } }, ...others];
    for (let n = 0; n < 3; n++) await countAttempts(counted as typeof others);
    await passTime(60);
    expect(await countAttempts(counted as typeof others)).toBeNull();
    expect(await pointsOf(keys)).toEqual([4, 1, 1]);
  });
});

/** The kinds of statements, by their first words. */
const kindsOf = async (work: () => unknown) =>
  (await statementsOf(work)).map(({ text }) => text.trim().split(/\s/)[0]?.toUpperCase());

test("a try takes a look and one statement that counts, and a refused one writes nothing", async () => {
  for (const limit of [LIMIT, GROWING]) {
    const attempts = [newKey(), newKey(), newKey()].map((key, n) => ({
      limit: { ...limit, name: `${limit.name} ${n}` },
      key,
    }));
    const counts = () => kindsOf(() => countAttempts(attempts));
    for (let n = 0; n < 5; n++) expect(await counts()).toEqual(["SELECT", "INSERT"]);
    expect(new Set(await counts())).toEqual(new Set(["SELECT"]));
  }
});
