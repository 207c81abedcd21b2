import { Problem } from "@/lib/platform/core/problem";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { byNetwork, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { AT_A_TIME } from "@/lib/platform/rate-limit/turns";
import { newRequest } from "@/tests/support/requests/messages";

/* What the database has been asked, and not answered yet. */

const mockAsked: { resolve(refusal: null): void; reject(error: Error): void }[] = [];

jest.mock("@/lib/platform/db/tables/throttle", () => ({
  countAttempts: () =>
    new Promise((resolve, reject) => {
      mockAsked.push({ resolve, reject });
    }),
  returnAttempt: async () => {},
}));

afterEach(() => {
  mockAsked.length = 0;
});

/** A request that a limit by network counts. */
const ask = (remoteAddress: string, work = async () => {}) =>
  withRequestContext(newRequest({ remoteAddress }), () =>
    throttled(byNetwork(limits.forgotByNetwork), work),
  );
const asks = (count: number, address: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => ask(address(n)));
/** Answers what waits until nothing does. */
async function answerAll(): Promise<void> {
  while (mockAsked.length > 0) {
    mockAsked.shift()?.resolve(null);
    await new Promise(setImmediate);
  }
}

test("77 a crowd from one IPv6 /48 is counted few at a time, and others not behind it", async () => {
  const crowd = asks(30, (n) => `2001:db8:77:${n}::1`);
  await new Promise(setImmediate);
  expect(mockAsked).toHaveLength(AT_A_TIME);
  const others = [...asks(1, () => "192.0.2.1"), ...asks(1, () => "2001:db8:78::1")];
  await new Promise(setImmediate);
  expect(mockAsked).toHaveLength(AT_A_TIME + 2);
  await answerAll();
  await Promise.all([...crowd, ...others]);
});

test("77 a turn ends with the counting, also with one that fails", async () => {
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const address = "192.0.2.2";
  const busy = Array.from({ length: AT_A_TIME }, () => ask(address, () => left));
  const failing = asks(AT_A_TIME, () => address);
  const last = ask(address);
  await new Promise(setImmediate);
  for (const { resolve } of mockAsked.splice(0)) resolve(null);
  await new Promise(setImmediate);
  expect(mockAsked).toHaveLength(AT_A_TIME);
  for (const { reject } of mockAsked.splice(0)) reject(new Problem("unavailable"));
  for (const one of failing) await expect(one).rejects.toThrow();
  await answerAll();
  await last;
  leave();
  await Promise.all(busy);
});
