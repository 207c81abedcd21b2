import { t } from "@/lib/platform/texts/t";

// What the type check refuses: each line would be an error of `tsc` if it were not expected.

test("a key that the catalogue does not have", () => {
  // @ts-expect-error: no such section
  expect(() => t("nowhere.title")).toThrow("no text nowhere.title");
  // @ts-expect-error: no such name
  expect(() => t("layout.nothing")).toThrow("no text layout.nothing");
  // @ts-expect-error: a section is no sentence
  expect(() => t("layout")).toThrow("no text layout");
});

test("a value that is missing", () => {
  // @ts-expect-error: no values
  expect(() => t("mail.greetingByName")).toThrow("no value for {name}");
  // @ts-expect-error: another name
  expect(() => t("mail.greetingByName", { nam: "Ada" })).toThrow("no value for {name}");
  // @ts-expect-error: one of two
  expect(() => t("mail.browserOnSystem", { browser: "Firefox" })).toThrow("no value for {system}");
  // @ts-expect-error: no count
  expect(() => t("fields.tooLong")).toThrow("no value for {count}");
});

test("a value of another type, and one too many", () => {
  // @ts-expect-error: a count is a number
  t("fields.tooLong", { count: "3" });
  // @ts-expect-error: nothing to fill in
  t("mail.greeting", { name: "Ada" });
  // @ts-expect-error: no such placeholder
  t("mail.greetingByName", { name: "Ada", age: 36 });
});

test("a correct call passes", () => {
  expect(t("mail.greetingByName", { name: "Ada" })).toBe("Hello Ada,");
  expect(t("fields.tooLong", { count: 3 })).toBe("Use at most 3 characters.");
});
