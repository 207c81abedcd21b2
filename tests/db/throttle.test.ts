import {
  byNetwork,
  type Counted,
  forgetCount,
  giveBack,
  limits,
  throttled,
  throttledSilently,
} from "@/lib/accounts/limits";
import { db } from "@/lib/db/client";
import { countAttempt, forgetAttempts, type Limit, returnAttempt } from "@/lib/db/throttle";
import { withClient } from "@/lib/http/client";
import { Problem, unavailable } from "@/lib/http/problem";
import { newEmail } from "../support/accounts";
import { stopClock } from "../support/clock";
import { newRequest } from "../support/messages";
import { startProcess } from "../support/other-process";
import { passTime } from "../support/throttles";

const LIMIT: Limit = { name: "test", points: 5, duration: 60 };
const GROWING: Limit = { ...LIMIT, name: "growing", duration: 24 * 60 * 60, grows: true };

let keys = 0;
const newKey = () => `key-${++keys}`;

/** @returns whether it was not done too often yet */
async function isWithin(limit: Limit, subject: string): Promise<boolean> {
  let done = false;
  await throttledSilently({ limit, subject }, async () => {
    done = true;
  });
  return done;
}

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

test("so many are let through, then the wait in seconds is told", async () => {
  const key = newKey();
  expect(await attempts(5, key)).toEqual([null, null, null, null, null]);
  const wait = await countAttempt(LIMIT, key);
  expect(wait).toBeGreaterThan(50);
  expect(wait).toBeLessThanOrEqual(60);
});

test("thirty at once are counted exactly", async () => {
  expect(await admitted(30, newKey(), LIMIT)).toBe(5);
});

test("the first ones in a table that is empty are counted exactly, too", async () => {
  await db.throttle.deleteMany();
  expect(await admitted(8, "first", LIMIT)).toBe(5);
});

test("two processes share one count", async () => {
  const key = newKey();
  const other = await startProcess<{ countAttempt: typeof countAttempt }>("@/lib/db/throttle");
  const answers = [];
  for (let i = 0; i < 4; i++) {
    answers.push(
      ...(await Promise.all([countAttempt(LIMIT, key), other.call("countAttempt", LIMIT, key)])),
    );
  }
  await other.stop();
  expect(answers.filter((answer) => answer === null)).toHaveLength(5);
});

test("each key and each limit has a count of its own", async () => {
  const key = newKey();
  await attempts(6, key);
  expect(await countAttempt(LIMIT, newKey())).toBeNull();
  expect(await countAttempt({ ...LIMIT, name: "other" }, key)).toBeNull();
});

test("after the time is over it begins anew", async () => {
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

test("a count can be forgotten, and another's stays", async () => {
  const [key, other] = [newKey(), newKey()];
  await attempts(6, key);
  await attempts(6, other);
  await forgetAttempts(LIMIT, key);
  expect(await countAttempt(LIMIT, key)).toBeNull();
  expect(await countAttempt(LIMIT, other)).not.toBeNull();
  await forgetAttempts(LIMIT, "never seen");
});

test("a try taken back can be made again, and no more than it", async () => {
  const key = newKey();
  await attempts(6, key);
  await returnAttempt(LIMIT, key);
  await returnAttempt(LIMIT, key);
  expect(await attempts(2, key)).toEqual([null, expect.any(Number)]);
});

test("a try taken back after all were forgotten is none more", async () => {
  const key = newKey();
  await attempts(1, key);
  await forgetAttempts(LIMIT, key);
  await returnAttempt(LIMIT, key);
  expect(await attempts(6, key)).toEqual([null, null, null, null, null, expect.any(Number)]);
});

describe("a limit that grows", () => {
  stopClock();

  /** One try after each wait that the last refusal told. @returns the waits */
  async function waits(count: number, key: string): Promise<number[]> {
    const told: number[] = [];
    for (let n = 0; n < count; n++) {
      const wait = await countAttempt(GROWING, key);
      if (wait === null) throw new Error("A try was let through before its time");
      told.push(wait);
      await passTime(wait);
      expect(await countAttempt(GROWING, key)).toBeNull();
    }
    return told;
  }

  test("lets so many through, then one after each wait: 1 s, twice as long, up to 15 min", async () => {
    const key = newKey();
    expect(await attempts(5, key, GROWING)).toEqual([null, null, null, null, null]);
    expect(await waits(13, key)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
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

  test("tells nobody of many at once a longer wait than those let through have begun", async () => {
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

  test("does not make a wait longer for tries that are refused", async () => {
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

  test("begins anew when its time is over", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(4, key);
    await passTime(GROWING.duration);
    expect(await attempts(6, key, GROWING)).toEqual([null, null, null, null, null, 1]);
  });

  test("begins anew when it is forgotten, the wait too", async () => {
    const key = newKey();
    await attempts(5, key, GROWING);
    await waits(4, key);
    await forgetAttempts(GROWING, key);
    expect(await attempts(6, key, GROWING)).toEqual([null, null, null, null, null, 1]);
  });

  test("opens at once again for a try that is taken back", async () => {
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

test("two processes share a limit that grows: each wait lets one of both through", async () => {
  const key = newKey();
  const other = await startProcess<{ countAttempt: typeof countAttempt }>("@/lib/db/throttle");
  const both = async () =>
    (
      await Promise.all([countAttempt(GROWING, key), other.call("countAttempt", GROWING, key)])
    ).filter((answer) => answer === null).length;
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

describe("the app's limits", () => {
  /** As a request from there. */
  const from = <T>(address: string | undefined, work: () => T): T =>
    withClient(newRequest({ ...(address && { headers: { "x-forwarded-for": address } }) }), work);

  const refusal = { code: "too_many_requests", status: 429, retryAfter: expect.any(Number) };
  const nothing = async () => {};
  const exhaust = (limit: Limit, attempt: () => Promise<unknown>) =>
    Promise.all(Array.from({ length: limit.points }, attempt));

  test("refuse with 429 and the wait, before any work", async () => {
    const counted = { limit: limits.signUpByNetwork, subject: newEmail() };
    const work = jest.fn(nothing);
    await exhaust(counted.limit, () => throttled([counted], work));
    expect(work).toHaveBeenCalledTimes(counted.limit.points);
    await expect(throttled([counted], work)).rejects.toMatchObject(refusal);
    expect(work).toHaveBeenCalledTimes(counted.limit.points);
    await forgetCount(counted);
    await expect(throttled([counted], work)).resolves.toBeUndefined();
  });

  test("pass on what the work gives", async () => {
    const counted = { limit: limits.verifyByNetwork, subject: newEmail() };
    expect(await throttled([counted], async () => "done")).toBe("done");
  });

  test("keep no e-mail address, and no network address", async () => {
    await db.throttle.deleteMany();
    const account = { limit: limits.signInByAccount, subject: "ada@example.com" };
    await from("192.0.2.77", () =>
      throttled([account, byNetwork(limits.signInByNetwork)], nothing),
    );
    await isWithin(limits.signUpByRecipient, "ada@example.com");
    const rows = await db.throttle.findMany();
    expect(rows.map(({ key }) => key.replace(/:.*/, "")).sort()).toEqual([
      "sign-in-account",
      "sign-in-address",
      "sign-up-recipient",
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/ada|example|192\.0\.2/);
  });

  describe("give a try back", () => {
    const [LAST, FIRST] = [limits.confirmByAccount, limits.signInByNetwork];

    /** How many tries of a subject are counted. */
    async function triesOf({ limit, subject }: Counted): Promise<number> {
      const { name, points, duration } = limit;
      let left = 0;
      while (await isWithin({ name, points, duration }, subject)) left++;
      return points - left;
    }

    const failing = (error: unknown) => async () => {
      throw error;
    };

    test.each([
      ["of our own", unavailable(), 0],
      ["nobody expected", new Error("out of memory"), 0],
      ["of the request", new Problem("invalid"), 1],
      ["of who may", new Problem("forbidden"), 1],
      ["of a limit further in", new Problem("too_many_requests"), 0],
    ])("after an error %s, or not", async (_whose, error, counted) => {
      const one = { limit: LAST, subject: newEmail() };
      const two = { limit: FIRST, subject: newEmail() };
      await expect(throttled([one, two], failing(error))).rejects.toBe(error);
      expect([await triesOf(one), await triesOf(two)]).toEqual([counted, counted]);
    });

    test("to the limits before the one that refuses", async () => {
      const open = { limit: FIRST, subject: newEmail() };
      const shut = { limit: limits.resetByNetwork, subject: newEmail() };
      await exhaust(shut.limit, () => throttled([shut], nothing));
      await expect(throttled([open, shut], nothing)).rejects.toMatchObject(refusal);
      expect(await triesOf(open)).toBe(0);
    });

    test("when they are told to, and leave the others", async () => {
      const one = { limit: FIRST, subject: newEmail() };
      await throttled([one], nothing);
      await throttled([one], nothing);
      await giveBack(one);
      expect(await triesOf(one)).toBe(1);
    });
  });

  test("count by network address", async () => {
    const attempt = (address: string) => () =>
      from(address, () => throttled([byNetwork(limits.signUpByNetwork)], nothing));
    await exhaust(limits.signUpByNetwork, attempt("192.0.2.1"));
    await expect(attempt("192.0.2.1")()).rejects.toMatchObject(refusal);
    await expect(attempt("192.0.2.2")()).resolves.toBeUndefined();
    await expect(attempt("::ffff:192.0.2.1")()).rejects.toMatchObject(refusal);
  });

  test("count a /64 of IPv6 as one address", async () => {
    const attempt = (address: string) => () =>
      from(address, () => throttled([byNetwork(limits.resendByNetwork)], nothing));
    await exhaust(limits.resendByNetwork, attempt("2001:db8:1:2::1"));
    await expect(attempt("2001:db8:1:2:ffff:ffff:ffff:ffff")()).rejects.toMatchObject(refusal);
    await expect(attempt("2001:DB8:1:2::9")()).rejects.toMatchObject(refusal);
    await expect(attempt("2001:db8:1:3::1")()).resolves.toBeUndefined();
  });

  test("count who has no address as one", async () => {
    const attempt = () => throttled([byNetwork(limits.verifyByNetwork)], nothing);
    await exhaust(limits.verifyByNetwork, () => from(undefined, attempt));
    await expect(from(undefined, attempt)).rejects.toMatchObject(refusal);
  });

  test("what cannot be done silently for a reason of ours is not counted", async () => {
    const counted = { limit: limits.resendByRecipient, subject: newEmail() };
    for (let n = 0; n < 8; n++) {
      const failed = throttledSilently(counted, async () => {
        throw unavailable();
      });
      await expect(failed).rejects.toThrow(Problem);
    }
    expect(await isWithin(counted.limit, counted.subject)).toBe(true);
  });

  test("let five mails an hour go to one address, silently", async () => {
    const recipient = newEmail();
    const { signUpByRecipient, resendByRecipient } = limits;
    const asked = Array.from({ length: 8 }, () => isWithin(resendByRecipient, recipient));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5);
    expect(await isWithin(resendByRecipient, newEmail())).toBe(true);
    // Whoever asks for links again does not keep the owner from signing up.
    expect(await isWithin(signUpByRecipient, recipient)).toBe(true);
  });
});

test.each([LIMIT, GROWING])(
  "a row made while the clock was years ahead begins one ordinary wait: $name",
  async (limit) => {
    const key = newKey();
    await attempts(8, key, limit);
    await passTime(-2 * 365 * 24 * 60 * 60, key);
    const wait = await countAttempt(limit, key);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    await passTime(Number(wait), key);
    expect(await countAttempt(limit, key)).toBeNull();
  },
);
