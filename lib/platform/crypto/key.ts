import { hash, hkdfSync } from "node:crypto";
import { decodeProtectedHeader } from "jose";
import { env } from "@/lib/platform/config/env";

const INFO = "NextAuth.js Generated Encryption Key";
const keys = new Map<string, Uint8Array>();

/**
 * The encryption key next-auth derives from a secret (HKDF-SHA256, RFC 5869), derived once.
 * @param salt keeps purposes apart; empty for the session cookie
 */
export function deriveKey(secret: string, salt: string): Uint8Array {
  const id = `${salt}\n${secret}`;
  let key = keys.get(id);
  if (!key) {
    const info = salt ? `${INFO} (${salt})` : INFO;
    key = new Uint8Array(hkdfSync("sha256", secret, salt, info, 32));
    keys.set(id, key);
  }
  return key;
}

const SALT_OF_ID = "key id";

/** Identifies a secret without revealing it, in the header of what is sealed with it (RFC 7515, 4.1.4). */
export const keyIdOf = (secret: string): string =>
  hash("sha256", deriveKey(secret, SALT_OF_ID)).slice(0, 8);

/**
 * The id of the key that something is sealed with, if this process lacks it: another process may have it,
 * or this one may get it again. Anybody can write such a header, so it proves nothing.
 * @returns null for what our keys should open, and for anything that names no key
 */
export function foreignKeyId(sealed: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(sealed);
    if (typeof kid !== "string" || !/^[0-9a-f]{8}$/.test(kid)) return null;
    return env.secrets.some((secret) => keyIdOf(secret) === kid) ? null : kid;
  } catch {
    return null;
  }
}
