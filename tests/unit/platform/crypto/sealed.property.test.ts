import fc from "fast-check";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";

const MAX_AGE = 60;
const purpose = fc.string({ unit: "grapheme-ascii", minLength: 1 });

/** Any object JSON can carry, as it comes out again: there is no -0. */
const value = fc
  .dictionary(anyText, fc.jsonValue())
  .map((made) => JSON.parse(JSON.stringify(made)) as object);

test("what was sealed comes back, for its purpose and no other", async () => {
  await fc.assert(
    fc.asyncProperty(value, purpose, purpose, async (sealed, mine, other) => {
      fc.pre(mine !== other);
      const text = await seal(mine, sealed, MAX_AGE);
      expect(await open(mine, text)).toEqual(sealed);
      expect(await open(other, text)).toBeNull();
    }),
  );
});

test("it fits a cookie as it is", async () => {
  await fc.assert(
    fc.asyncProperty(value, async (sealed) => {
      expect(await seal("flash", sealed, MAX_AGE)).toMatch(/^[\w.-]+$/);
    }),
  );
});

test("garbage opens as nothing and never throws", async () => {
  const garbage = fc.oneof(
    anyText,
    textOf([..."..eyJ={}", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0."]),
  );
  await fc.assert(
    fc.asyncProperty(purpose, garbage, async (purpose, text) => {
      expect(await open(purpose, text)).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});
