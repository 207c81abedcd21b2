import type { ZodType } from "zod";
import { newTokenInput } from "@/lib/features/api-tokens/api-tokens";
import { nameField, passwordField } from "@/lib/features/input/fields";
import { passkeyName } from "@/lib/features/passkeys/passkeys";
import { english } from "@/tests/support/texts";

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
    // Marks that copies and keyboards bring along (LemmyNet/lemmy#3888 and its kind).
    ["דוד\u200F", "דוד"],
    ["علي\u061C", "علي"],
    ["Ada\u200E Lovelace", "Ada Lovelace"],
    ["Ada Love\u00ADlace", "Ada Lovelace"],
    ["Ada\u2060Lovelace", "AdaLovelace"],
    ["\u202AAda Lovelace\u202C", "Ada Lovelace"],
    ["\u2068Ada\u2069", "Ada"],
    ["Ada\u200BLovelace", "AdaLovelace"],
    ["\uFEFFAda", "Ada"],
    ["\u206AAda\u206F Lovelace", "Ada Lovelace"],
    // What a reader sees stays as it is.
    ["می\u200Cخواهم", "می\u200Cخواهم"],
    ["क्\u200Dष", "क्\u200Dष"],
    ["👩🏽\u200D🚀", "👩🏽\u200D🚀"],
    [
      "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
      "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
    ],
    ["བཀྲ་ཤིས", "བཀྲ་ཤིས"],
    ["İpek Işık", "İpek Işık"],
    ["⭐", "⭐"],
    ["ܡܪ\u070F", "ܡܪ\u070F"],
  ])("%j is kept as %j", (typed, name) => {
    expect(nameField.parse(typed)).toBe(name);
  });

  test.each([
    ...[...NOT_A_STRING, "", "   ", "\u200D", "\u200C\u200C", "\u3164", "\u2800", "\u0301"],
    ...["\u{1D159}", "\uFFFC", "\u{13441}", "\u206B", "\u034F"],
    ...["\u115F\u1160", "\uFFA0", "\uFE0F", "\u200E", "\u2800 \u3164", "\u00AD"],
  ])("%j is not a name", (typed) => {
    expect(refusal(nameField, typed)).toBe(english("fields.nameMissing"));
  });

  test.each([
    "https://evil.test",
    "Ada, see HTTP://evil.test/x",
    "www.evil.test",
    "Your account is locked: evil.test/unlock",
    "böse.рф/x",
  ])("86 %s is not a name: an invitation would carry the link to strangers", (typed) => {
    expect(refusal(nameField, typed)).toBe(english("fields.nameLink"));
  });

  test.each<[string, ZodType]>([
    ["a passkey", passkeyName],
    ["an API token", newTokenInput.shape.name],
  ])("86 a link is not the name of %s: the warning about it would carry it", (_what, field) => {
    expect(refusal(field, "undo: https://evil.test")).toBe(english("fields.nameLink"));
    expect(field.parse("Ada's phone")).toBe("Ada's phone");
  });

  test.each(["Booking.com", "Dr. J.R. Ewing", "Müller/Meier", "Ada @ example.com", "a.b/c"])(
    "%s is a name, though a dot or a slash is in it",
    (typed) => {
      expect(nameField.parse(typed)).toBe(typed);
    },
  );

  test("up to 80 characters are accepted, 81 are not", () => {
    expect(nameField.parse("a".repeat(80))).toHaveLength(80);
    expect(refusal(nameField, "a".repeat(81))).toBe(english("fields.tooLong", { count: 80 }));
  });

  test("characters are counted as readers count them, not by their storage", () => {
    expect([...nameField.parse("🔑".repeat(80))]).toHaveLength(80);
    expect(refusal(nameField, "🔑".repeat(81))).toBe(english("fields.tooLong", { count: 80 }));
  });

  test.each([
    ["a line break", "Ada\nLovelace"],
    ["a header of a mail", "Ada\r\nBcc: eve@evil.test"],
    ["NUL", "Ada\0"],
    ["a line separator", "Ada\u2028Lovelace"],
    ["a paragraph separator", "Ada\u2029Lovelace"],
    ["text that turns around", "Ada\u202Eecalevol"],
    ["a lone surrogate", "Ada\uD800"],
    ["a private character", "Ada\uE000"],
    ["a line break alone", "\n\nAda\nB"],
    ["tag characters without a flag", "Ada\u{E0041}"],
    ["text that turns around, the other way", "Ada\u202Decalevol"],
  ])("%s is refused", (_what, typed) => {
    expect(refusal(nameField, typed)).toBe(english("fields.nameCharacters"));
  });
});

describe("password [V1.3.3 V2.2.1]", () => {
  test.each([" spaces around it ", "pass\tword", "Ünïcödé 密码 🔑", "x"])(
    "%j is kept as it was typed",
    (typed) => {
      expect(passwordField.parse(typed)).toBe(typed);
    },
  );

  test.each([...NOT_A_STRING, ""])("%j is not a password", (typed) => {
    expect(refusal(passwordField, typed)).toBe(english("fields.passwordMissing"));
  });

  test("128 characters outside the basic plane are accepted [V6.2.9]", () => {
    expect(passwordField.parse("🔑".repeat(128))).toHaveLength(256);
  });

  test("an overlong password is refused before any work", () => {
    expect(refusal(passwordField, "x".repeat(257))).toBe(english("fields.tooLong", { count: 128 }));
  });

  test.each([
    ["NUL", "correct\0horse"],
    ["a lone surrogate", "correct horse\uD800"],
  ])("%s is refused", (_what, typed) => {
    expect(refusal(passwordField, typed)).toBe(english("fields.passwordCharacters"));
  });
});
