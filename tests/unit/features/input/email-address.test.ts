import { emailField, normaliseEmail } from "@/lib/features/input/email-address";
import { english } from "@/tests/support/texts";

const read = (typed: unknown) => emailField.safeParse(typed);
const accepted = (typed: string) => emailField.parse(typed);

/** What the form tells. @throws Error when the address was taken */
function refusal(typed: unknown): string | undefined {
  const { success, error } = read(typed);
  if (success) throw new Error(`${JSON.stringify(typed)} was accepted`);
  return error.issues[0]?.message;
}

test.each([
  ["capitals", "Ada@Example.COM", "ada@example.com"],
  ["spaces around it", " \tada@example.com \r\n", "ada@example.com"],
  ["full-width characters", "ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com"],
  ["a small commercial at", "ada\uFE6Bexample.com", "ada@example.com"],
  ["the Kelvin sign", "\u212Aate@example.com", "kate@example.com"],
  ["an international domain", "ada@bücher.example", "ada@xn--bcher-kva.example"],
  ["the same in capitals", "ada@BÜCHER.example", "ada@xn--bcher-kva.example"],
  ["the same decomposed", "ada@bu\u0308cher.example", "ada@xn--bcher-kva.example"],
  ["the same in ASCII", "ada@XN--bcher-kva.example", "ada@xn--bcher-kva.example"],
  ["an ideographic full stop", "ada@example。com", "ada@example.com"],
  ["a sharp s", "ada@straße.example", "ada@xn--strae-oqa.example"],
  ["a zero-width space of a copy", "a\u200Bda@exam\u200Bple.com", "ada@example.com"],
  ["direction marks of a copy", "\u202Aada@example.com\u202C\u200E", "ada@example.com"],
  ["a soft hyphen of a line break", "ada@exam\u00ADple.com", "ada@example.com"],
  ["a Russian top-level domain", "ivan@почта.рф", "ivan@xn--80a1acny.xn--p1ai"],
  ["the same in ASCII", "ivan@xn--80a1acny.xn--p1ai", "ivan@xn--80a1acny.xn--p1ai"],
  ["a Japanese test domain", "kim@例え.テスト", "kim@xn--r8jz45g.xn--zckzah"],
  ["an Arabic top-level domain", "ada@موقع.السعودية", "ada@xn--4gbrim.xn--mgberp4a5d4ar"],
])("%s: %j is %s", (_what, typed, address) => {
  expect(accepted(typed)).toBe(address);
});

// Issue: colinhacks/zod#3707. The rule of HTML: what the browser lets through is taken.
test.each([
  ..."!#$%&'*+-/=?^_`{|}~".split("").map((char) => `a${char}b@example.com`),
  ..."!#$%&'*+-/=?^_`{|}~".split("").map((char) => `${char}@example.com`),
  ...["some=thing@example.com", "r&d@example.com", "a/b@example.com", "'quoted'@example.com"],
  ...["x.@docomo.ne.jp", "a..b@docomo.ne.jp", ".a@docomo.ne.jp", "o'brien@example.com"],
  ...["a@b.co", "a@1and1.com", "a@163.com", "ada@example.museum", "ada@a-b.example"],
])("%s is accepted unchanged", (address) => {
  expect(accepted(address)).toBe(address);
});

test("dots and plus signs before the @ make different addresses", () => {
  expect(accepted("a.d.a+news@gmail.com")).toBe("a.d.a+news@gmail.com");
});

test("a Cyrillic letter in the domain makes it another address", () => {
  const lookAlike = accepted("ada@ex\u0430mple.com");
  expect(lookAlike).not.toBe("ada@example.com");
  expect(lookAlike).toMatch(/^ada@xn--[a-z0-9-]+\.com$/);
});

test.each([
  ["nothing", ""],
  ["no @", "ada.example.com"],
  ["no name", "@example.com"],
  ["no domain", "ada@"],
  ["a bare host", "ada@localhost"],
  ["an IP address", "ada@127.0.0.1"],
  ["an IP address in short", "ada@127.1"],
  ["an IP literal", "ada@[127.0.0.1]"],
  ["a final dot", "ada@example.com."],
  ["two @", "ada@evil.test@victim.test"],
  ["a second @ that only NFKC shows", "ada@evil.test\uFF20victim.test"],
  ["a quoted address as the name (next-auth GHSA-5jpx-9hw9-2fx4)", '"a@evil.test"@victim.test'],
  ["a quoted name", '"ada lovelace"@example.com'],
  ["a display name", "Ada <ada@example.com>"],
  ["a comment", "ada(evil)@example.com"],
  ["two addresses by comma", "ada@example.com,eve@evil.test"],
  ["two addresses by semicolon", "ada@example.com;eve@evil.test"],
  ["a list in the domain", "ada@example.com,evil.test"],
  ["another header", "ada@example.com\r\nBcc: eve@evil.test"],
  ["a line break in the name", "a\r\nda@example.com"],
  ["a line break in the domain", "ada@exam\r\nple.com"],
  ["a header behind the domain", "ada@example.com/\r\nBcc:eve"],
  ["a tab in the domain", "ada@exam\tple.com"],
  ["a space in the domain", "ada@exam ple.com"],
  ["NUL", "ada\0@example.com"],
  ["a Cyrillic letter in the name", "\u0430da@example.com"],
  ["a joiner that no copy brings along", "a\u200Dda@example.com"],
  ["text that turns around", "a\u202Eda@example.com"],
  ["a dotted capital I in the name", "\u0130da@example.com"],
  ["a lone surrogate", "ada\uD800@example.com"],
  ["a path behind the domain", "ada@example.com/evil.test"],
  ["a backslash in the domain", "ada@example.com\\evil.test"],
  ["a query behind the domain", "ada@example.com?evil.test"],
  ["a fragment behind the domain", "ada@example.com#evil.test"],
  ["a percent escape in the domain", "ada@example%2ecom"],
  ["a port", "ada@example.com:25"],
])("%s is refused [V2.2.1]", (_what, typed) => {
  expect(refusal(typed)).toBe(english("fields.emailInvalid"));
});

test.each([
  [undefined],
  [null],
  [42],
  [true],
  [["ada@example.com"]],
  [{ email: "ada@example.com" }],
])("%j is not an address", (typed) => {
  expect(refusal(typed)).toBe(english("fields.emailMissing"));
});

describe("length [V1.3.3]", () => {
  // RFC 5321, 4.5.3.1.1 and RFC 1035, 2.3.4: no server takes more (laurent22/joplin#10303).
  test("before the @ 64 characters are accepted, 65 are not", () => {
    expect(accepted(`${"a".repeat(64)}@example.com`)).toHaveLength(76);
    expect(refusal(`${"a".repeat(65)}@example.com`)).toBe(english("fields.emailInvalid"));
  });

  test("between two dots 63 characters are accepted, 64 are not", () => {
    expect(accepted(`ada@${"a".repeat(63)}.com`)).toHaveLength(71);
    expect(refusal(`ada@${"a".repeat(64)}.com`)).toBe(english("fields.emailInvalid"));
  });

  const address = (length: number) =>
    `ada@${"a.".repeat(120)}aa`.padEnd(length - 3, "a").concat(".io");

  test("254 characters are accepted, 255 are not", () => {
    expect(accepted(address(254))).toHaveLength(254);
    expect(refusal(address(255))).toBe(english("fields.emailTooLong"));
  });

  test("the limit applies to the normalised form, too", () => {
    const typed = `ada@${"ü.".repeat(120)}io`;
    expect(typed.length).toBeLessThan(254);
    expect(read(typed).success).toBe(false);
  });

  test("a megabyte is refused like anything too long", () => {
    expect(refusal("a".repeat(2 ** 20))).toBe(english("fields.emailTooLong"));
  });
});

test.each([
  "Ada@Example.COM",
  "ａｄａ＠bu\u0308cher．example",
  "\u0130da@example.com",
  "ada@exam ple.com",
  "ada@evil.test\uFF20victim.test",
  "ada@example.com/evil.test",
  "ﬁ\u0345@ẞ.example",
  "J\u030c@example.com",
  "no address at all",
  "",
])("normalising %j twice changes nothing [V1.1.1]", (typed) => {
  const once = normaliseEmail(typed);
  expect(normaliseEmail(once)).toBe(once);
});
