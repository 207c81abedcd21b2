import bcrypt from "bcryptjs";
import { foreign } from "@/lib/features/password/foreign/check.cjs";

/* A clock that bcrypt alone moves: cost c takes 2^c. */
let clock = 0;

beforeEach(() => {
  clock = 0;
  jest.spyOn(performance, "now").mockImplementation(() => clock);
  jest.spyOn(bcrypt, "hashSync").mockImplementation((_text, cost) => {
    clock += 2 ** Number(cost);
    return "";
  });
});

const COST = 12;
const WHOLE = 2 ** COST;

/** Checks a record that takes so long. @returns how long it took in all */
async function timeOf(taken: number): Promise<number> {
  jest.spyOn(bcrypt, "compareSync").mockImplementation(() => {
    clock += taken;
    return true;
  });
  const check = { kind: "wordpress", bcrypt: "record" };
  expect(await foreign({ password: "password", check, cost: COST })).toBe(true);
  return clock;
}

test.each([0, 1, WHOLE / 5, WHOLE / 3, WHOLE / 2, 0.9 * WHOLE])(
  "a check of %d units takes as long as our own, and so as one of an unknown account",
  async (taken) => {
    const all = await timeOf(taken);
    expect(all).toBeGreaterThan(WHOLE - 2 ** 5);
    expect(all).toBeLessThanOrEqual(WHOLE);
  },
);

test("a longer one is followed by a sixteenth, and no more", async () => {
  expect(await timeOf(2 * WHOLE)).toBe(2 * WHOLE + WHOLE / 16);
});
