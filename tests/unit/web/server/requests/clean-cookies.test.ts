import fc from "fast-check";
import { cookieName } from "@/lib/platform/http/cookies";
import { cleanCookies } from "@/lib/web/server/requests/clean-cookies";

const OURS = cookieName("");

test.each([
  ["what is in order stays", `a=1; ${OURS}session=x; b=2`, `a=1; ${OURS}session=x; b=2`],
  ["a value may hold anything but a semicolon", 'a="1=2"; b=\xe4', 'a="1=2"; b=\xe4'],
  ["spaces and tabs around a name are no part of it", " a=1;\tb =2 ", "a=1; b =2"],
  ["a pair without a name is left out", "=1; a; ;a=2", "a=2"],
  [
    "the first of two session cookies counts",
    `${OURS}session=1; ${OURS}session=2`,
    `${OURS}session=1`,
  ],
  [
    "the first of two of ours counts",
    `${OURS}device=1; a=1; ${OURS}device=2; a=2`,
    `${OURS}device=1; a=1; a=2`,
  ],
  ["a piece of a session is left out", `${OURS}session.0=1; ${OURS}session.1=2; a=1`, "a=1"],
  ["a name around the session's is left out", `x${OURS}session=1; a=1`, "a=1"],
  ["nothing is left of what is only foreign", `\xa0${OURS}session=x`, ""],
])("%s", (_what, header, cleaned) => {
  expect(cleanCookies(header)).toBe(cleaned);
});

test("87 no more cookies are read than a browser keeps for a site", () => {
  const pairs = Array.from({ length: 2_000 }, (_, n) => `a${n}="%`);
  expect(cleanCookies(pairs.join(";")).split("; ")).toEqual(pairs.slice(0, 250));
  const ours = pairs.map((pair) => OURS + pair);
  expect(cleanCookies([...pairs, ...ours].join(";")).split("; ")).toEqual([
    ...pairs.slice(0, 250),
    ...ours.slice(0, 250),
  ]);
});

/** Bytes that some parser trims from a name and no browser does. */
const TRIMMED = [
  "\xa0",
  "\x85",
  "\x0b",
  "\x0c",
  "\x1c",
  "\x00",
  "\x7f",
  "\u2000",
  "\ufeff",
  '"',
  "(",
];

test.each(TRIMMED)("%j before or after our cookie's name makes it a different cookie", (byte) => {
  for (const name of [`${OURS}session`, `${OURS}device`, `${OURS}csrf-token`]) {
    expect(cleanCookies(`${byte}${name}=planted; ${name}=own`)).toBe(`${name}=own`);
    expect(cleanCookies(`${name}${byte}=planted; ${name}=own`)).toBe(`${name}=own`);
  }
});

test("cleaning twice changes nothing, and leaves only valid names", () => {
  const piece = fc.constantFrom(";", "=", " ", "\t", "\xa0", `${OURS}session`, ".0", "a", '"', "%");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const once = cleanCookies(pieces.join(""));
      expect(cleanCookies(once)).toBe(once);
      if (once === "") return;
      for (const pair of once.split("; ")) expect(pair).toMatch(/^[!#$%&'*+\-.^_`|~\w]+[ \t]*=/);
    }),
    { numRuns: 2_000 },
  );
});
