import { EncryptJWT } from "jose";
import { decode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import { deriveKey } from "@/lib/platform/crypto/key";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";

const secret = env.secrets[0];

/** The value of a cookie, as `name=value`. */
export const tokenOf = (pair: string): string => pair.slice(pair.indexOf("=") + 1);

/** The Cookie header that sends this token as the session. */
export const asSession = (sealed: string) => ({ Cookie: `${SESSION_COOKIE}=${sealed}` });

/** The claims of a session cookie. */
export async function claimsOf(pair: string): Promise<JWT> {
  const claims = await decode({ token: tokenOf(pair), secret });
  if (!claims) throw new Error("The cookie holds no token");
  return claims;
}

/** Seals claims as a thief of our key could: any claim, any algorithm. */
export const sealed = (claims: object, header = { alg: "dir", enc: "A256GCM" }): Promise<string> =>
  new EncryptJWT({ ...claims }).setProtectedHeader(header).encrypt(deriveKey(secret, ""));
