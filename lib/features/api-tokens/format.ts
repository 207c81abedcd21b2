import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { brand } from "@/lib/platform/config/brand";

/*
 * An API token: the brand's prefix, 43 letters and digits (256 random bits), and a checksum of six over
 * everything before it: `lk_pat_…`, 56 characters, selected by a double click. A source code scanner
 * recognises one by its prefix and, thanks to the checksum, is never wrong; a mistyped one costs no query.
 * Source: GitHub's format of 2021; docs/decisions/041-api-tokens.md.
 */

/** What every token begins with. */
export const TOKEN_PREFIX = `${brand.tokenPrefix}_pat_`;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = BigInt(DIGITS.length);
const SECRET_BYTES = 32;
/** The lengths of the largest secret, and of the largest CRC-32. */
const SECRET_DIGITS = 43;
const CHECK_DIGITS = 6;
const SHOWN_LENGTH = 4;

/** The scanner's pattern in docs/api-tokens.md is this one after the prefix. */
const REST = /^[0-9A-Za-z]{49}$/;

/** A new token of 256 random bits. */
export function newApiToken(): string {
  const secret = BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`);
  const begun = TOKEN_PREFIX + base62(secret, SECRET_DIGITS);
  return begun + checkOf(begun);
}

/** Whether a text can be a token: one that was cut off, mistyped or made up cannot. */
export function isApiToken(text: string): boolean {
  if (!text.startsWith(TOKEN_PREFIX) || !REST.test(text.slice(TOKEN_PREFIX.length))) return false;
  const begun = text.slice(0, -CHECK_DIGITS);
  return text.slice(-CHECK_DIGITS) === checkOf(begun);
}

/** How an owner tells tokens apart. */
export const lastFourOf = (token: string): string => token.slice(-SHOWN_LENGTH);

const checkOf = (begun: string) => base62(BigInt(crc32(begun)), CHECK_DIGITS);

function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; rest > 0n; rest /= BASE) text = DIGITS[Number(rest % BASE)] + text;
  return text.padStart(length, "0");
}
