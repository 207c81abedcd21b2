import { singleton } from "@/lib/platform/core/singleton";
import { withEnvironment } from "@/tests/support/app/isolated";

// As in a process that has made none yet.
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("latchkey.singletons"));
});

test("the value of a name is made once, at first use", () => {
  const make = jest.fn(() => ({}));
  const first = singleton("smtp", make);
  expect(singleton("smtp", make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
});

test("names are kept apart", () => {
  expect(singleton("password.pool", () => 1)).toBe(1);
  expect(singleton("password.turns", () => 2)).toBe(2);
});

test.each([undefined, null, 0, "", false])("%p is a value like any other", (value) => {
  expect(singleton("smtp", () => value)).toBe(value);
  expect(singleton<unknown>("smtp", () => "made again")).toBe(value);
});

test("a value that could not be made is made on the next use", () => {
  const fail = () => {
    throw new Error("not now");
  };
  expect(() => singleton("smtp", fail)).toThrow("not now");
  expect(singleton("smtp", () => "made")).toBe("made");
});

test("two bundles of the app in one process share it", async () => {
  const other = await withEnvironment({}, () => import("@/lib/platform/core/singleton"));
  expect(other.singleton).not.toBe(singleton);
  const value = singleton("smtp", () => ({}));
  expect(other.singleton("smtp", () => ({}))).toBe(value);
});
