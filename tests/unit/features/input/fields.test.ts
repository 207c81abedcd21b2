import type { ZodType } from "zod";
import { nameField, passwordField } from "@/lib/features/input/fields";

function refusal(field: ZodType, typed: unknown): string | undefined {
  const { success, error } = field.safeParse(typed);
  if (success) throw new Error(`${JSON.stringify(typed)} was accepted`);
  return error.issues[0]?.message;
}

const NOT_A_STRING = [undefined, null, 42, ["Ada"], { first: "Ada" }];

describe("name [V1.3.3 V2.2.1]", () => {
  test.each([
    ["Ada Lovelace", "Ada Lovelace"],
    ["  Ada  ", "Ada"],
    ["Ren\u0065\u0301e", "Renée"],
    ["Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"],
    ["O’Brien-Śmith, Jr.", "O’Brien-Śmith, Jr."],
    ["张伟", "张伟"],
    ["<b>Ada</b>", "<b>Ada</b>"],
    ["A", "A"],
  ])("%j is kept as %j", (typed, name) => {
    expect(nameField.parse(typed)).toBe(name);
  });

  test.each([...NOT_A_STRING, "", "   ", "\n"])("%j is no name", (typed) => {
    expect(refusal(nameField, typed)).toBe("Enter your name.");
  });

  test("up to 80 characters are taken, 81 are not", () => {
    expect(nameField.parse("a".repeat(80))).toHaveLength(80);
    expect(refusal(nameField, "a".repeat(81))).toBe("Use at most 80 characters.");
  });

  test.each([
    ["a line break", "Ada\nLovelace"],
    ["a header of a mail", "Ada\r\nBcc: eve@evil.test"],
    ["NUL", "Ada\0"],
    ["a line separator", "Ada\u2028Lovelace"],
    ["a paragraph separator", "Ada\u2029Lovelace"],
    ["text that turns around", "Ada\u202Eecalevol"],
    ["a zero-width space", "Ada\u200BLovelace"],
    ["a lone surrogate", "Ada\uD800"],
    ["a private character", "Ada\uE000"],
  ])("%s is refused", (_what, typed) => {
    expect(refusal(nameField, typed)).toBe("Use letters, digits, spaces and punctuation only.");
  });
});

describe("password [V1.3.3 V2.2.1]", () => {
  test.each([" spaces around it ", "pass\tword", "Ünïcödé 密码 🔑", "x"])(
    "%j is kept as it was typed",
    (typed) => {
      expect(passwordField.parse(typed)).toBe(typed);
    },
  );

  test.each([...NOT_A_STRING, ""])("%j is no password", (typed) => {
    expect(refusal(passwordField, typed)).toBe("Enter your password.");
  });

  test("128 characters outside the basic plane are taken [V6.2.9]", () => {
    expect(passwordField.parse("🔑".repeat(128))).toHaveLength(256);
  });

  test("what is longer than any password is refused before any work", () => {
    expect(refusal(passwordField, "x".repeat(257))).toBe("Use at most 128 characters.");
  });

  test.each([
    ["NUL", "correct\0horse"],
    ["a lone surrogate", "correct horse\uD800"],
  ])("%s is refused", (_what, typed) => {
    expect(refusal(passwordField, typed)).toBe("Use characters that can be typed.");
  });
});
