import { Problem, unavailable } from "@/lib/platform/core/problem";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import type { Limit } from "@/lib/platform/db/tables/throttle";
import {
  byNetwork,
  type Counted,
  forgetCount,
  giveBack,
  limits,
  throttled,
  throttledSilently,
} from "@/lib/platform/rate-limit/limits";
import { passTimeFor } from "@/tests/support/database/throttles";
import { newEmail } from "@/tests/support/people/accounts";
import { stopClock } from "@/tests/support/process/clock";
import { newRequest } from "@/tests/support/requests/messages";

/** @returns whether it was not done too often yet */
async function isWithin(limit: Limit, subject: string): Promise<boolean> {
  let done = false;
  await throttledSilently({ limit, subject }, async () => {
    done = true;
  });
  return done;
}

describe("the app's limits [V2.3.2]", () => {
  // A wait of a second must not run out while a busy machine counts the tries before it.
  stopClock();

  /** As a request from there. */
  const from = <T>(address: string | undefined, work: () => T): T =>
    withRequestContext(
      newRequest({ ...(address && { headers: { "x-forwarded-for": address } }) }),
      work,
    );

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

  test("pass on the work's result", async () => {
    const counted = { limit: limits.verifyByNetwork, subject: newEmail() };
    expect(await throttled([counted], async () => "done")).toBe("done");
  });

  test("store no e-mail address and no network address", async () => {
    await db.throttle.deleteMany();
    const account = { limit: limits.signInByAccount, subject: "ada@example.com" };
    await from("192.0.2.77", () =>
      throttled([account, ...byNetwork(limits.signInByNetwork)], nothing),
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
      ["of a full queue", new Problem("busy_network"), 0],
    ])("after an error %s, or not", async (_whose, error, counted) => {
      const one = { limit: LAST, subject: newEmail() };
      const two = { limit: FIRST, subject: newEmail() };
      await expect(throttled([one, two], failing(error))).rejects.toBe(error);
      expect([await triesOf(one), await triesOf(two)]).toEqual([counted, counted]);
    });

    test("for the limits before the one that refuses", async () => {
      const open = { limit: FIRST, subject: newEmail() };
      const shut = { limit: limits.resetByNetwork, subject: newEmail() };
      await exhaust(shut.limit, () => throttled([shut], nothing));
      await expect(throttled([open, shut], nothing)).rejects.toMatchObject(refusal);
      expect(await triesOf(open)).toBe(0);
    });

    test("when asked to, and not for the others", async () => {
      const one = { limit: FIRST, subject: newEmail() };
      await throttled([one], nothing);
      await throttled([one], nothing);
      await giveBack(one);
      expect(await triesOf(one)).toBe(1);
    });
  });

  test("count by network address", async () => {
    const attempt = (address: string) => () =>
      from(address, () => throttled(byNetwork(limits.signUpByNetwork), nothing));
    await exhaust(limits.signUpByNetwork, attempt("192.0.2.1"));
    await expect(attempt("192.0.2.1")()).rejects.toMatchObject(refusal);
    await expect(attempt("192.0.2.2")()).resolves.toBeUndefined();
    await expect(attempt("::ffff:192.0.2.1")()).rejects.toMatchObject(refusal);
  });

  test("let a class sign up from one network: beyond the free tries, one at a time", async () => {
    const counted = { limit: limits.signUpByNetwork, subject: newEmail() };
    await exhaust(counted.limit, () => throttled([counted], nothing));
    await expect(throttled([counted], nothing)).rejects.toMatchObject({ retryAfter: 1 });
    await passTimeFor(counted, 1);
    await expect(throttled([counted], nothing)).resolves.toBeUndefined();
  });

  test("count a /64 of IPv6 as one address", async () => {
    const attempt = (address: string) => () =>
      from(address, () => throttled(byNetwork(limits.resendByNetwork), nothing));
    await exhaust(limits.resendByNetwork, attempt("2001:db8:1:2::1"));
    await expect(attempt("2001:db8:1:2:ffff:ffff:ffff:ffff")()).rejects.toMatchObject(refusal);
    await expect(attempt("2001:DB8:1:2::9")()).rejects.toMatchObject(refusal);
    await expect(attempt("2001:db8:1:3::1")()).resolves.toBeUndefined();
  });

  test.each([
    [4, "/56", (n: number) => `2001:db8:56:${(0x100 + n).toString(16)}::1`, "2001:db8:56:200::1"],
    [16, "/48", (n: number) => `2001:db8:48:${((n % 256) << 8).toString(16)}::1`, "2001:db8:49::1"],
  ])(
    "let %i times as many come from all of one IPv6 %s, as from one customer",
    async (share, _name, address, other) => {
      const { resendByNetwork } = limits;
      const attempt = (from_: string) =>
        from(from_, () => throttled(byNetwork(resendByNetwork), nothing));
      const most = resendByNetwork.points * share;
      // A new /64 with each try.
      for (let n = 0; n < most; n++) await attempt(address(n));
      await expect(attempt(address(most))).rejects.toMatchObject(refusal);
      await expect(attempt(other)).resolves.toBeUndefined();
      // The narrower networks were given their try back.
      const { points } = await db.throttle.findFirstOrThrow({
        where: { key: { startsWith: resendByNetwork.name }, points: most },
      });
      expect(points).toBe(most);
    },
  );

  test("count callers without an address as one", async () => {
    const attempt = () => throttled(byNetwork(limits.verifyByNetwork), nothing);
    await exhaust(limits.verifyByNetwork, () => from(undefined, attempt));
    await expect(from(undefined, attempt)).rejects.toMatchObject(refusal);
  });

  test("do not count silent work that fails on our side", async () => {
    const counted = { limit: limits.resendByRecipient, subject: newEmail() };
    for (let n = 0; n < 8; n++) {
      const failed = throttledSilently(counted, async () => {
        throw unavailable();
      });
      await expect(failed).rejects.toThrow(Problem);
    }
    expect(await isWithin(counted.limit, counted.subject)).toBe(true);
  });

  test("let five mails an hour go to one address, and drop more silently", async () => {
    const recipient = newEmail();
    const { signUpByRecipient, resendByRecipient } = limits;
    const asked = Array.from({ length: 8 }, () => isWithin(resendByRecipient, recipient));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5);
    expect(await isWithin(resendByRecipient, newEmail())).toBe(true);
    // Whoever asks for links again does not keep the owner from signing up.
    expect(await isWithin(signUpByRecipient, recipient)).toBe(true);
  });
});
