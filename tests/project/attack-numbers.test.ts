import { filesByNumber } from "@/tests/asvs/titles";

/*
 * The attacks and faults the suites must hold, by number. Each test that proves one, or its block,
 * begins its title with that number, so that a list of what is proven where is one grep away.
 *  1–18 tokens and sessions · 20–26 forged requests · 27–39 redirects, hosts, paths
 * 40–50 bodies, headers, parsers · 51–58 races · 63–65 identity strings · 66–68 guessing · 69–76 faults
 * 19, 53, 54 and 59–62 are about second factors, other providers and passkeys.
 */
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);
const NUMBERS = [...range(1, 18), ...range(20, 52), ...range(55, 58), ...range(63, 76)];

const proven = [...filesByNumber().keys()];

test("every number begins the title of a test", () => {
  expect(NUMBERS.filter((number) => !proven.includes(number))).toEqual([]);
});

test("no title begins with a number that is no attack", () => {
  expect(proven.filter((number) => !NUMBERS.includes(number))).toEqual([]);
});
