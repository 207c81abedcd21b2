import { randomUUID } from "node:crypto";
import { singleton } from "@/lib/platform/core/singleton";
import { withEnvironment } from "@/tests/support/app/isolated";

const name = () => `test.${randomUUID()}`;

test("the value of a name is made once, at first use", () => {
  const id = name();
  const make = jest.fn(() => ({}));
  const first = singleton(id, make);
  expect(singleton(id, make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
});

test("names are kept apart", () => {
  expect(singleton(name(), () => 1)).toBe(1);
  expect(singleton(name(), () => 2)).toBe(2);
});

test.each([undefined, null, 0, "", false])("%p is a value like any other", (value) => {
  const id = name();
  expect(singleton(id, () => value)).toBe(value);
  expect(singleton<unknown>(id, () => "made again")).toBe(value);
});

test("a value that could not be made is made at the next use", () => {
  const id = name();
  const fail = () => {
    throw new Error("not now");
  };
  expect(() => singleton(id, fail)).toThrow("not now");
  expect(singleton(id, () => "made")).toBe("made");
});

test("two bundles of the app in one process share it", async () => {
  const id = name();
  const other = await withEnvironment({}, () => import("@/lib/platform/core/singleton"));
  expect(other.singleton).not.toBe(singleton);
  const value = singleton(id, () => ({}));
  expect(other.singleton(id, () => ({}))).toBe(value);
});
