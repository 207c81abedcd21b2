import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { Problem, type ProblemCode } from "@/lib/platform/core/problem";
import { holdRefusal, MOST_HELD, refusalsHeld } from "@/lib/web/guard/held-refusals";

/** An answer whose client can go. */
const answer = () => new EventEmitter() as EventEmitter & ServerResponse;
const hold = (res: ServerResponse, code: ProblemCode = "busy_account") =>
  holdRefusal(new Problem(code), res);

test.each<ProblemCode>(["too_many_requests", "busy_account", "busy_network", "busy"])(
  "77 %s is held until its client goes, and leaves nothing behind",
  async (code) => {
    const res = answer();
    const held = hold(res, code);
    expect(refusalsHeld()).toBe(1);
    res.emit("close");
    await held;
    expect(refusalsHeld()).toBe(0);
    expect(res.listenerCount("close")).toBe(0);
  },
);

test("77 a refusal whose client stays is sent after a while", async () => {
  const res = answer();
  await hold(res);
  expect(refusalsHeld()).toBe(0);
  expect(res.listenerCount("close")).toBe(0);
});

test("any other problem is answered at once, and so is a client that has gone", async () => {
  for (const code of ["invalid", "unauthenticated", "unavailable", "internal"] as const) {
    void hold(answer(), code);
  }
  void hold(Object.assign(answer(), { closed: true }));
  expect(refusalsHeld()).toBe(0);
});

test("77 no more are held than there is room for [V2.4.1]", async () => {
  const answers = Array.from({ length: MOST_HELD + 3 }, answer);
  const held = answers.map((res) => hold(res));
  expect(refusalsHeld()).toBe(MOST_HELD);
  await Promise.all(held.slice(MOST_HELD));
  expect(refusalsHeld()).toBe(MOST_HELD);
  for (const res of answers) res.emit("close");
  await Promise.all(held);
  expect(refusalsHeld()).toBe(0);
});
