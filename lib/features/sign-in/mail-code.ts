import { hash } from "node:crypto";
import { hashSecret } from "@/lib/platform/crypto/secret";

const CODES = 1_000_000;
/** 48 bits: they map to a million codes evenly, to one in 280 million. */
const BYTES = 6;

/**
 * The six digits that belong to a mailed link. They are derived from its secret, so that the page of the
 * link can show them where it cannot sign anybody in.
 */
export function codeOfLink(link: string): string {
  const bits = hash("sha256", `code of ${link}`, "buffer").readUIntBE(0, BYTES);
  return String(bits % CODES).padStart(6, "0");
}

/**
 * The stored form of a code. The browser's secret is part of it: somebody who reads the table cannot try a
 * million codes, because the table does not have that. Source: OWASP ASVS 5.0, 6.5.2.
 */
export const codeHash = (browser: string, code: string): string => hashSecret(`${browser} ${code}`);
