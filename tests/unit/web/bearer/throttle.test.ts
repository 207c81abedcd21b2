import { randomUUID } from "node:crypto";
import { takeTurn } from "@/lib/web/bearer/throttle";

const MOST = 60;

test("a token has a minute's calls at once, then one per fraction of a minute [V2.4.1]", () => {
  const id = randomUUID();
  const now = 1_000_000;
  for (let n = 0; n < MOST; n++) expect(takeTurn(id, now, MOST)).toBeNull();
  expect(takeTurn(id, now, MOST)).toEqual({ retryAfter: 1, first: true });
  expect(takeTurn(id, now + 500, MOST)).toEqual({ retryAfter: 1, first: false });
  expect(takeTurn(id, now + 1000, MOST)).toBeNull();
  expect(takeTurn(id, now + 1000, MOST)).toEqual({ retryAfter: 1, first: false });
});

test("the wait is given in whole seconds, and is enough", () => {
  const id = randomUUID();
  expect(takeTurn(id, 0, 2)).toBeNull();
  expect(takeTurn(id, 0, 2)).toBeNull();
  expect(takeTurn(id, 0, 2)).toEqual({ retryAfter: 30, first: true });
  expect(takeTurn(id, 30_000, 2)).toBeNull();
});

test("one token's calls do not count for another", () => {
  const [first, second] = [randomUUID(), randomUUID()];
  expect(takeTurn(first, 0, 1)).toBeNull();
  expect(takeTurn(first, 0, 1)).not.toBeNull();
  expect(takeTurn(second, 0, 1)).toBeNull();
});

test("a clock that is set back neither gives nor takes calls", () => {
  const id = randomUUID();
  expect(takeTurn(id, 60_000, 1)).toBeNull();
  expect(takeTurn(id, 0, 1)).not.toBeNull();
  expect(takeTurn(id, 60_000, 1)).toBeNull();
});

test("a series of refusals is reported once, and again after a pause", () => {
  const id = randomUUID();
  const spend = (now: number) => {
    let refusal = takeTurn(id, now, 4);
    while (!refusal) refusal = takeTurn(id, now, 4);
    return refusal.first;
  };
  expect(spend(0)).toBe(true);
  expect(spend(15_000)).toBe(false);
  expect(spend(120_000)).toBe(true);
});
