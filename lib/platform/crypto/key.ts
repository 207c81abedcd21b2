import { hkdfSync } from "node:crypto";

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
