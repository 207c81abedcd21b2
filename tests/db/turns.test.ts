import { once } from "node:events";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { withRequestOrigin } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";

/* What waits for SQLite's one connection. */

const CROWD = 30;
const STEPS = 4;
const IN_A_ROW = 16;
/** For requests to come to the queue. One that is late could only make the owner's wait shorter. */
const ARRIVE_MS = 200;

const from = <T>(ipAddress: string, work: () => Promise<T>): Promise<T> =>
  withRequestOrigin({ requestId: "one", ipAddress, userAgent: null }, work);

const query = () => db.user.count();
const inTransaction = () => transaction((tx) => tx.user.count());

/** @returns how many transactions of a crowd had ended after each of an owner's steps */
async function underCrowd(step: () => Promise<unknown>): Promise<number[]> {
  const gate = new EventTarget();
  const held = transaction(async () => {
    gate.dispatchEvent(new Event("held"));
    await once(gate, "open");
  });
  await once(gate, "held");
  let ended = 0;
  const crowd = Array.from({ length: CROWD }, (_, n) =>
    from(`2001:db8:ffff:${n.toString(16)}::1`, () => inTransaction().then(() => ended++)),
  );
  await sleep(ARRIVE_MS);
  const after: number[] = [];
  const owner = from("192.0.2.1", async () => {
    for (let n = 0; n < STEPS; n++) {
      await step();
      after.push(ended);
    }
  });
  await sleep(ARRIVE_MS);
  gate.dispatchEvent(new Event("open"));
  await Promise.all([held, owner, ...crowd]);
  return after;
}

for (const [name, step] of Object.entries({ query, transaction: inTransaction })) {
  test(`77 each ${name} of an owner waits for two transactions of one IPv6 /48 at most, not for all that wait [V15.2.2]`, async () => {
    for (const [n, ended] of (await underCrowd(step)).entries()) {
      expect(ended).toBeLessThanOrEqual(2 * (n + 1));
    }
  });
}

test("77 the event loop looks for what others have sent after sixteen queries of a crowd [V15.2.2]", async () => {
  const all = 8 * IN_A_ROW;
  let ended = 0;
  for (let n = 0; n < all; n++) void query().then(() => ended++);
  let looked = 0;
  for (; ended < all; looked++) await nextTurn();
  expect(looked).toBeGreaterThanOrEqual(all / IN_A_ROW - 1);
});
