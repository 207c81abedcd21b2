import { randomBytes } from "node:crypto";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { replaceRecoveryCodes } from "@/lib/platform/db/tables/sign-in/recovery-codes";
import type { Connection } from "@/lib/platform/db/transaction";

/** Crockford's base32: without letters that look like digits. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const HOW_MANY = 10;
/**
 * 120 bits a code. From 112 on a plain hash is enough (OWASP ASVS 5.0, 6.5.2): there is nothing to guess.
 */
const LENGTH = 24;

/** New recovery codes, in groups that can be copied by hand: `ABCD-…`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: HOW_MANY }, newCode);

function newCode(): string {
  const characters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

/** The one spelling of a typed code; null when it is invalid. */
function normalise(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return code.length === LENGTH ? code : null;
}

/** The stored form of a code; null when it is invalid. */
export function hashRecoveryCode(typed: string): string | null {
  const code = normalise(typed);
  return code && hashSecret(code);
}

/**
 * Gives a user new recovery codes, replacing the old ones. Part of the caller's `tx`.
 * @returns the codes, which cannot be read again
 */
export async function giveRecoveryCodes(userId: string, tx: Connection): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashRecoveryCode(code) ?? "");
  await replaceRecoveryCodes(userId, hashes, tx);
  return codes;
}
