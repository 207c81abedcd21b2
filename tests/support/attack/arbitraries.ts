import fc from "fast-check";

/** One UTF-16 unit of any value: half a surrogate pair may stand alone, as JSON allows. */
const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));

/** Any character, written in one unit or in two. Fast-check's own "binary" makes a table of all million first. */
export const character = fc
  .oneof(fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/** Any string JavaScript can hold. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: character }),
  fc.string({ unit, size: "medium" }),
);

/** Strings that mostly consist of these pieces: chance alone would hardly ever put `/` beside `\`. */
export const textOf = (pieces: string[]) =>
  fc.string({
    unit: fc.oneof({ arbitrary: fc.constantFrom(...pieces), weight: 9 }, unit),
    size: "medium",
  });
