import { randomBytes } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import {
  decode as defaultDecode,
  encode as defaultEncode,
  type JWT,
  type JWTDecodeParams,
  type JWTEncodeParams,
} from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import { BoundedMap } from "@/lib/platform/core/bounded-map";
import { deriveKey, keyIdOf } from "@/lib/platform/crypto/key";

/**
 * The session cookie's codec. Byte-compatible with next-auth's own, and cheaper: the key is
 * derived once instead of twice a request, a token seen before is not opened again, and one that
 * did not change is not sealed again.
 * Any other cookie (OAuth state, PKCE, nonce) carries a salt and goes to the default codec, so
 * that it can never pass for a session (CVE-2023-48309).
 * Shared by authOptions and middleware.js. See docs/decisions/003-session-codec.md.
 */

const CLOCK_TOLERANCE = 15;
/** Of a token's own id. Shorter than a UUID: the cookie goes with every request. */
const ID_BYTES = 9;
/** Opened tokens kept, about 1 kB each. */
const KEPT = 5_000;

/** A token as it was sealed: the string, its claims, and the secret that fits. */
type Sealed = { sealed: string; claims: JWT; secret: string };

/**
 * Opening a token is pure, so what a string holds is worth keeping; whether it still counts is
 * asked of the database every time.
 */
const kept = new BoundedMap<string, Sealed>(KEPT);

/** What each token object handed out was opened from. Weak: it lives as long as its request. */
const origins = new WeakMap<JWT, Sealed>();

/**
 * Opens a session token with the first of our secrets that fits.
 * @returns the claims, as an object of the caller's own
 * @throws when no secret fits, or when the token is expired or altered
 */
export async function decode(params: JWTDecodeParams): Promise<JWT | null> {
  if (params.salt) return defaultDecode(params);
  if (!params.token) return null;
  const origin = kept.get(params.token) ?? keep(await unseal(params.token));
  const { claims } = origin;
  if (Number(claims.exp) + CLOCK_TOLERANCE <= now()) throw new Error("token expired");
  const token = { ...claims };
  origins.set(token, origin);
  return token;
}

/**
 * Seals a session token with the current secret. An opened token that did not change comes back
 * as the very string it was, so that no cookie needs to be sent; one that changed, or was sealed
 * with a previous secret, is sealed again and keeps its expiry.
 */
export async function encode(params: JWTEncodeParams): Promise<string> {
  const { token, maxAge = 0, salt } = params;
  if (salt || !token) return defaultEncode(params);
  const [secret] = env.secrets;
  const origin = origins.get(token);
  if (origin?.secret === secret && sameClaims(origin.claims, token)) return origin.sealed;
  const issuedAt = now();
  return new EncryptJWT(token)
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: keyIdOf(secret) })
    .setIssuedAt(issuedAt)
    .setExpirationTime(typeof token.exp === "number" ? token.exp : issuedAt + maxAge)
    .setJti(randomBytes(ID_BYTES).toString("base64url"))
    .encrypt(deriveKey(secret, ""));
}

const now = () => Math.floor(Date.now() / 1000);

async function unseal(sealed: string): Promise<Sealed> {
  let refusal: unknown;
  for (const secret of env.secrets) {
    try {
      const { payload } = await jwtDecrypt(sealed, deriveKey(secret, ""), {
        clockTolerance: CLOCK_TOLERANCE,
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
        requiredClaims: ["exp"],
      });
      return { sealed, claims: payload as JWT, secret };
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

function keep(origin: Sealed): Sealed {
  kept.set(origin.sealed, origin);
  return origin;
}

function sameClaims(a: JWT, b: JWT): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
