import { Secret, TOTP } from "otpauth";
import { brand } from "@/lib/platform/config/brand";
import { env } from "@/lib/platform/config/env";
import { SECOND_MS } from "@/lib/platform/core/time";
import { keyIdOf } from "@/lib/platform/crypto/key";
import { open, seal } from "@/lib/platform/crypto/sealed";
import type { SealedTotp } from "@/lib/platform/db/tables/sign-in/totp";

/*
 * Codes of authenticator apps (RFC 6238): SHA-1, six digits and a step of 30 seconds, which is what every
 * app supports, and the library's default.
 */

const PERIOD_S = 30;
/** 160 bits, the length of the hash (RFC 4226, section 4). */
const SECRET_BYTES = 20;
const PURPOSE = "totp";

export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const totpOf = (secret: string, email: string) =>
  new TOTP({
    // A colon separates the two in the URI, so neither may contain one.
    issuer: brand.name.replaceAll(":", " "),
    label: email.replaceAll(":", " "),
    secret: Secret.fromBase32(secret),
    digits: 6,
    period: PERIOD_S,
  });

/** The URI that an authenticator app reads from a QR code. */
export const totpUri = (secret: string, email: string): string => totpOf(secret, email).toString();

/**
 * The time step that a code belongs to: a code works for the 30 seconds that it is shown (OWASP ASVS 5.0, 6.5.5).
 * @param now milliseconds since 1970
 * @param beside steps before and after the current one to look at, too
 * @returns null when it is the code of none of them
 */
export function stepOfCode(secret: string, code: string, now: number, beside = 0): number | null {
  const delta = totpOf(secret, "").validate({ token: code, timestamp: now, window: beside });
  // Zero means the current step.
  return delta === null ? null : Math.floor(now / SECOND_MS / PERIOD_S) + delta;
}

/** Shorter ones are not secrets; one longer than the hash's block is hashed first. */
const IMPORTED_BYTES = { min: 10, max: 64 };

/**
 * Another program's secret in our encoding.
 * @param how the encoding of the text: base32, as apps show it, or the bytes of the secret themselves
 * @returns null when it is invalid
 */
export function foreignTotpSecret(text: string, how: "base32" | "bytes"): string | null {
  const typed = text.replaceAll(/[\s=-]/g, "").toUpperCase();
  if (how === "base32" && !/^[A-Z2-7]+$/.test(typed)) return null;
  const secret = how === "base32" ? Secret.fromBase32(typed) : Secret.fromUTF8(text);
  const { byteLength } = secret.buffer;
  if (byteLength < IMPORTED_BYTES.min || byteLength > IMPORTED_BYTES.max) return null;
  return secret.base32;
}

/**
 * Seals a secret for the database. It never expires; the user's id inside keeps it from being moved to
 * another row.
 */
export const sealTotpSecret = async (userId: string, secret: string): Promise<SealedTotp> => ({
  sealed: await seal(PURPOSE, { userId, secret }, null),
  keyId: keyIdOf(env.secrets[0]),
});

/** @returns null when it cannot be opened: sealed with a key that is gone, or for somebody else */
export async function openTotpSecret(userId: string, sealed: string): Promise<string | null> {
  const opened = await open<{ userId: string; secret: string }>(PURPOSE, sealed);
  return opened?.userId === userId ? opened.secret : null;
}
