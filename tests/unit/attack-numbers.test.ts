import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * The attacks and faults the suites must hold, by number. Each test that proves one begins its title
 * with that number, so that a list of what is proven where is one grep away.
 *  1–18 tokens and sessions · 20–26 forged requests · 27–39 redirects, hosts, paths
 * 40–50 bodies, headers, parsers · 51–58 races · 63–65 identity strings · 66–68 guessing · 69–76 faults
 * 19, 53, 54 and 59–62 are about second factors, other providers and passkeys.
 */
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);
const NUMBERS = [...range(1, 18), ...range(20, 52), ...range(55, 58), ...range(63, 76)];

const SUITES = ["api", "attack", "db", "e2e", "fault", "slow"].map((name) => join("tests", name));
/** Of `test("1 …` and of `test.each(…)("1 …`. */
const TITLE = /(?:\btest\(|\)\()\s*["'`](\d{1,2}) /g;

/** The numbers that begin a title of any test. */
function provenNumbers(): Set<number> {
  const files = readdirSync("tests", { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.(test|spec)\.ts$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => SUITES.some((suite) => file.startsWith(`${suite}/`)));
  const titles = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(TITLE)]);
  return new Set(titles.map(([, number]) => Number(number)));
}

const proven = provenNumbers();

test("every number begins the title of a test", () => {
  expect(NUMBERS.filter((number) => !proven.has(number))).toEqual([]);
});

test("no title begins with a number that is no attack", () => {
  expect([...proven].filter((number) => !NUMBERS.includes(number))).toEqual([]);
});
