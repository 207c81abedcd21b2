import { firstIdAt } from "@/lib/platform/db/time-ordered-id";

const MOMENT = Date.UTC(2022, 1, 22, 19, 22, 22);

/** The example of RFC 9562, appendix A.6. */
const EXAMPLE = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

test("an id is a UUID of version 7 that begins with the time", () => {
  const id = firstIdAt(new Date(MOMENT));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(id.slice(0, 13)).toBe(EXAMPLE.slice(0, 13));
});

test("a bound comes before every id of its millisecond, and after all earlier ones", () => {
  const [first, next] = [MOMENT, MOMENT + 1].map((time) => firstIdAt(new Date(time)));
  const last = `${EXAMPLE.slice(0, 13)}-7fff-bfff-ffffffffffff`;
  const ids = [first, EXAMPLE, last, next];
  expect([...ids].sort()).toEqual(ids);
});

test.each([-1, -8_640_000_000_000_000])("a bound of %p, before 1970, is the very first", (time) => {
  expect(firstIdAt(new Date(time))).toBe(firstIdAt(new Date(0)));
});

test("keeps the order to the end of the year 9999", () => {
  const ids = [MOMENT, Date.UTC(2099, 0), Date.UTC(9999, 11, 31)].map((t) =>
    firstIdAt(new Date(t)),
  );
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toHaveLength(36);
});
