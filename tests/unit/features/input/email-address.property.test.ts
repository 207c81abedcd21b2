import fc from "fast-check";
import parseRecipients from "nodemailer/lib/addressparser";
import { emailField, normaliseEmail } from "@/lib/features/input/email-address";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";
import { english } from "@/tests/support/texts";

const LIMIT = 254;

const accepts = (typed: string) => emailField.safeParse(typed).success;

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const word = (more = "", maxLength = 12) =>
  fc.string({ unit: fc.constantFrom(...LETTERS, ...more), minLength: 1, maxLength });

/** An address in its normal form: it is accepted, and stays as it is. */
const address = fc
  .tuple(
    word("!#$%&'*+-/=?^_`{|}~."),
    fc.array(word("-"), { minLength: 1, maxLength: 4 }),
    fc.domain(),
  )
  .map(([name, labels, domain]) => `${[name, ...labels].join(".")}@${domain}`.toLowerCase())
  .filter(accepts);

/** What an address is built of, what only looks like it, and what a parser may stumble over. */
const PIECES = [
  ..."aA0.-_+'@＠﹫。．ａＡßẞİıſKσΣﬁJ\u0301\u030c\u0345\u200b\u00ad\ud800",
  ...' \u00a0\t\0/\\?#%:;,<>()[]"',
  ...["\r\n", "xn--", "bücher", "bu\u0308cher", "example", ".com", "@example.com", "127.0.0.1"],
];

/** An address with one of these where it does not belong, or does. */
const damaged = fc
  .tuple(address, fc.nat(), fc.oneof(fc.constantFrom(...PIECES), anyText))
  .map(([normal, where, piece]) => {
    const at = where % (normal.length + 1);
    return normal.slice(0, at) + piece + normal.slice(at);
  });

/** The ways in which one character may be typed: as it is, as a capital, in full width. */
const wide = (char: string) => String.fromCharCode(char.charCodeAt(0) + 0xfee0);
const STYLES = [
  (char: string) => char,
  (char: string) => char.toUpperCase(),
  wide,
  (char: string) => wide(char.toUpperCase()),
];
const spaces = fc.string({ unit: fc.constantFrom(" ", "\t", "\r", "\n", "\u3000"), maxLength: 5 });

/** An address, and another way to type it. */
const spelling = address.chain((normal) =>
  fc
    .tuple(
      spaces,
      fc.array(fc.constantFrom(...STYLES), {
        minLength: normal.length,
        maxLength: normal.length,
      }),
      spaces,
    )
    .map(([before, styles, after]) => ({
      normal,
      typed: before + styles.map((style, at) => style(normal.charAt(at))).join("") + after,
    })),
);

const typed = fc.oneof(
  anyText,
  textOf(PIECES),
  damaged,
  spelling.map((given) => given.typed),
  // Short as it is typed, long in its ASCII form.
  fc.integer({ min: 1, max: 130 }).map((labels) => `ada@${"ü.".repeat(labels)}example`),
);

test("normalising twice changes nothing", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const once = normaliseEmail(text);
      expect(normaliseEmail(once)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});

test("an address is the same however it is typed", () => {
  fc.assert(
    fc.property(spelling, ({ normal, typed: other }) => {
      expect(emailField.parse(other)).toBe(normal);
    }),
  );
});

test("an address is the same composed or decomposed", () => {
  fc.assert(
    fc.property(typed, fc.constantFrom("NFC", "NFD", "NFKC", "NFKD"), (text, form) => {
      expect(normaliseEmail(text.normalize(form))).toBe(normaliseEmail(text));
    }),
    { numRuns: 1_000 },
  );
});

/** What some piece does when it stands anywhere in an address but at the ends. */
const within = (piece: fc.Arbitrary<string>) =>
  fc.tuple(address, fc.nat(), piece).map(([normal, where, text]) => {
    // Not at the ends, where spaces are forgiven.
    const at = 1 + (where % (normal.length - 1));
    return { normal, at, typed: normal.slice(0, at) + text + normal.slice(at) };
  });

test("a forbidden character is refused anywhere, never dropped", () => {
  const chars = fc.constantFrom(...' \t\r\n\0\\:;,<>()[]"@＠', "\r\nBcc: ", "\u202e", "\u2028");
  fc.assert(
    fc.property(within(chars), (given) => {
      expect(accepts(given.typed)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("a character allowed only in the local part is refused in the domain", () => {
  fc.assert(
    fc.property(within(fc.constantFrom(..."/?#%!$&'*+=^_`{|}~／？")), ({ normal, at, typed }) => {
      fc.pre(at > normal.lastIndexOf("@"));
      expect(accepts(typed)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("invisible marks from copying are dropped anywhere", () => {
  const marks = fc.constantFrom(
    ..."\u00ad\u061c\u200b\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff",
  );
  fc.assert(
    fc.property(within(marks), (given) => {
      expect(emailField.parse(given.typed)).toBe(given.normal);
    }),
    { numRuns: 500 },
  );
});

test("an accepted address is printable ASCII with one @, of bounded length, and accepted again", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { success, data } = emailField.safeParse(text);
      if (!success) return;
      expect(data).toMatch(/^[!-?A-~]+@[!-?A-~]+$/);
      expect(data).toBe(data.toLowerCase());
      expect(data.length).toBeLessThanOrEqual(LIMIT);
      expect(emailField.parse(data)).toBe(data);
    }),
    { numRuns: 1_000 },
  );
});

test("an accepted address is one mailbox to the mailer, and the same one", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { success, data } = emailField.safeParse(text);
      if (success) expect(parseRecipients(data)).toEqual([{ name: "", address: data }]);
    }),
    { numRuns: 1_000 },
  );
});

test("any input gives an address or a message that does not repeat it", () => {
  const sentences = new Set([
    english("fields.emailMissing"),
    english("fields.emailTooLong"),
    english("fields.emailInvalid"),
  ]);
  fc.assert(
    fc.property(fc.oneof(typed, fc.anything()), (sent) => {
      const { error } = emailField.safeParse(sent);
      if (error) expect(sentences).toContain(error.issues[0]?.message);
    }),
    { numRuns: 1_000 },
  );
});
