import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import {
  isApiToken,
  lastFourOf,
  newApiToken,
  TOKEN_PREFIX,
} from "@/lib/features/api-tokens/format";

const LETTERS = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
const TYPOS = 200_000;

test("a token is the prefix, 43 letters and digits, and a checksum of six [V11.5.1]", () => {
  const token = newApiToken();
  expect(token).toMatch(/^lk_pat_[0-9A-Za-z]{49}$/);
  expect(token).toHaveLength(56);
  expect(isApiToken(token)).toBe(true);
  expect(lastFourOf(token)).toBe(token.slice(52));
});

test("no two tokens are the same, and each place can have any letter", () => {
  const tokens = Array.from({ length: 2000 }, newApiToken);
  expect(new Set(tokens).size).toBe(tokens.length);
  // The first of 43 digits of 256 bits is one of few.
  const last = new Set(tokens.map((token) => token[TOKEN_PREFIX.length + 42]));
  expect(last.size).toBe(LETTERS.length);
});

test("none of 200,000 typos of one letter passes", () => {
  const token = newApiToken();
  let passed = 0;
  for (let n = 0; n < TYPOS; n++) {
    const at = TOKEN_PREFIX.length + (n % 49);
    const letter = LETTERS[Math.floor(Math.random() * LETTERS.length)] ?? "";
    const typo = token.slice(0, at) + letter + token.slice(at + 1);
    if (typo !== token && isApiToken(typo)) passed++;
  }
  expect(passed).toBe(0);
});

test.each([
  ["nothing", ""],
  ["the prefix alone", TOKEN_PREFIX],
  ["one cut off", newApiToken().slice(0, -1)],
  ["one with more behind it", `${newApiToken()}A`],
  ["one with a line end", `${newApiToken()}\n`],
  ["one of another prefix", newApiToken().replace("lk_", "xy_")],
  ["one with a letter beyond ASCII", newApiToken().replace(/.$/, "é")],
  ["one in capitals", newApiToken().toUpperCase()],
])("%s is not a token", (_, text) => {
  expect(isApiToken(text)).toBe(false);
});

test("the checksum is the CRC-32 of all before it, as a scanner works it out", () => {
  const token = newApiToken();
  const digits = [...token.slice(-6)].map((letter) => BigInt(LETTERS.indexOf(letter)));
  const value = digits.reduce((sum, digit) => sum * 62n + digit, 0n);
  expect(value).toBe(BigInt(crc32(token.slice(0, -6))));
});

test("the pattern for scanners, as the docs have it, finds a token in a line of code", () => {
  const [, pattern = ""] =
    /```\n(lk_pat_\S+)\n```/.exec(readFileSync("docs/api-tokens.md", "utf8")) ?? [];
  const token = newApiToken();
  const [found] = new RegExp(pattern).exec(`const key = "${token}";`) ?? [];
  expect(found).toBe(token);
  expect(pattern).toBe(`${TOKEN_PREFIX}[0-9A-Za-z]{49}`);
});
