import { secretIn } from "@/lib/features/links/look-at-link";
import { newSecret } from "@/lib/platform/crypto/secret";

/** Begins with what could be taken for an escape, and has both letters that are none. */
const SECRET = "3D-_aB9cdefghijklmnopqrstuvwxyzABCDEFGHIJK0";

test.each([
  ["as it was mailed", SECRET],
  ["the full stop of its sentence", `${SECRET}.`],
  ["a bracket", `${SECRET})`],
  ["an angle bracket", `<${SECRET}>`],
  ["the end of an HTML attribute and what follows", `${SECRET}"></a>`],
  ["the marks of a program that emphasises", `_${SECRET}_`.slice(1)],
  ["the marks of a chat's italics", `_${SECRET}_`],
  ["a sentence that goes on", `${SECRET} please, today`],
  ["words before it", `see ${SECRET}`],
  ["a sentence in Arabic", `${SECRET}\u061f \u0634\u0643\u0631\u0627`],
  ["an equals sign", `${SECRET}=`],
  ["spaces", ` ${SECRET} `],
  ["a line break at the end", `${SECRET}\r\n`],
  ["a line broken in two", `${SECRET.slice(0, 20)}\r\n${SECRET.slice(20)}`],
  ["a line broken as quoted-printable does", `${SECRET.slice(0, 20)}=\r\n${SECRET.slice(20)}`],
  ["an equals sign as quoted-printable writes it", `3D${SECRET}`],
  ["the same with its own equals sign", `=3D${SECRET}`],
  ["the name of the parameter once more", `token=${SECRET}`],
  ["a whole link in its place", `https://example.com/link/verify?token=${SECRET}`],
  ["a line broken in two and quoted", `${SECRET.slice(0, 20)}\n>> ${SECRET.slice(20)}`],
  ["a soft hyphen where the line may break", `${SECRET.slice(0, 20)}\u00ad${SECRET.slice(20)}`],
  ["a zero-width space there", `${SECRET.slice(0, 20)}\u200b${SECRET.slice(20)}`],
])("a secret is found with %s around or in it", (_what, sent) => {
  expect(secretIn(sent)).toBe(SECRET);
});

test.each([
  ["nothing", ""],
  ["half of it", SECRET.slice(0, 22)],
  ["all but the last letter", SECRET.slice(0, -1)],
  ["one letter too many", `${SECRET}x`],
  ["two of them", SECRET + SECRET],
  ["a word", "garbage"],
  ["NUL", "\u0000"],
])("%s is not a secret", (_what, sent) => {
  expect(secretIn(sent)).toBeNull();
});

test("a secret with its last letter cut off is not found", () => {
  for (let n = 0; n < 500; n++) {
    const secret = newSecret();
    expect(secretIn(secret)).toBe(secret);
  }
});
