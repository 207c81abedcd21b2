import { randomUUID } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import {
  decode as defaultDecode,
  encode as defaultEncode,
  type JWT,
  type JWTDecodeParams,
  type JWTEncodeParams,
} from "next-auth/jwt";
import { deriveKey } from "@/lib/crypto/key";
import { env } from "@/lib/env";

/**
 * The session cookie's codec. Byte-compatible with next-auth's own, and cheaper: the key is
 * derived once instead of twice a request, and a token that did not change is not sealed again.
 * Any other cookie (OAuth state, PKCE, nonce) carries a salt and goes to the default codec, so
 * that it can never pass for a session (CVE-2023-48309).
 * Shared by authOptions and middleware.js. See docs/decisions/003-session-codec.md.
 */

const CLOCK_TOLERANCE = 15;

/** What each opened token came from. Weak: it lives as long as the request that opened it. */
const opened = new WeakMap<JWT, { sealed: string; content: string; secret: string }>();

/**
 * Opens a session token with the first of our secrets that fits.
 * @throws when none does, or when the token is expired or altered.
 */
export async function decode(params: JWTDecodeParams): Promise<JWT | null> {
  if (params.salt) return defaultDecode(params);
  const sealed = params.token;
  if (!sealed) return null;
  let refusal: unknown;
  for (const secret of env.secrets) {
    try {
      const { payload } = await jwtDecrypt(sealed, deriveKey(secret, ""), {
        clockTolerance: CLOCK_TOLERANCE,
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
      });
      const token = payload as JWT;
      opened.set(token, { sealed, content: JSON.stringify(token), secret });
      return token;
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

/**
 * Seals a session token with the current secret. An opened token that did not change comes back
 * as the very string it was, so that no cookie needs to be sent; one that was sealed with a
 * previous secret, or changed, is sealed anew and keeps its expiry.
 */
export async function encode(params: JWTEncodeParams): Promise<string> {
  const { token, maxAge = 0, salt } = params;
  if (salt || !token) return defaultEncode(params);
  const [secret] = env.secrets;
  const before = opened.get(token);
  if (before?.secret === secret && before.content === JSON.stringify(token)) return before.sealed;
  const now = Math.floor(Date.now() / 1000);
  return new EncryptJWT(token)
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setIssuedAt(now)
    .setExpirationTime(typeof token.exp === "number" ? token.exp : now + maxAge)
    .setJti(randomUUID())
    .encrypt(deriveKey(secret, ""));
}
