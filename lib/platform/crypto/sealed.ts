import { EncryptJWT, jwtDecrypt } from "jose";
import { env } from "@/lib/platform/config/env";
import { deriveKey, keyIdOf } from "./key";

/**
 * Encrypts a small value for one purpose: what is sealed for one cannot be opened for another,
 * because the purpose is the salt of the key. JWE, dir + A256GCM.
 * @param maxAge seconds for which it can be opened; null for as long as the key is kept
 */
export function seal(purpose: string, value: object, maxAge: number | null): Promise<string> {
  const [secret] = env.secrets;
  const jwt = new EncryptJWT({ value }).setProtectedHeader({
    alg: "dir",
    enc: "A256GCM",
    kid: keyIdOf(secret),
  });
  if (maxAge !== null) jwt.setExpirationTime(Math.floor(Date.now() / 1000) + maxAge);
  return jwt.encrypt(deriveKey(secret, purpose));
}

/** @returns the value, or null when it is not ours, was altered, has expired, or is for another purpose. */
export async function open<T>(purpose: string, sealed: string): Promise<T | null> {
  for (const secret of env.secrets) {
    try {
      const { payload } = await jwtDecrypt(sealed, deriveKey(secret, purpose), {
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
      });
      return payload.value as T;
    } catch {
      // Sealed with another secret of the list, or not by us at all.
    }
  }
  return null;
}
