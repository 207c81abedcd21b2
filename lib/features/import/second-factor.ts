import { foreignTotpSecret } from "@/lib/features/second-factor/totp-code";
import type { ImportedFactor } from "@/lib/platform/db/tables/people/imports";

/** The secret of an authenticator app in base32, or why the app is left out; null where there is none. */
export type GivenTotp = { secret: string } | { refused: string } | null;

/** How a program generates its codes, if it says so. */
type Codes = { algorithm?: unknown; digits?: unknown; period?: unknown };

/**
 * A person's authenticator app, as another program has it. Codes here have six digits and thirty seconds
 * and use SHA-1, as every app does by default.
 * @param text the secret; null where the program does not export it
 * @param how the encoding of the text
 */
export function totpOf(
  text: string | null,
  how: "base32" | "bytes",
  // biome-ignore lint/plugin: what every app uses; codes do not rest on collisions
  { algorithm = "SHA1", digits = 6, period = 30 }: Codes = {},
): GivenTotp {
  if (text === null) return null;
  if (
    !/^(hmac-?)?sha-?1$/i.test(String(algorithm)) ||
    Number(digits) !== 6 ||
    Number(period) !== 30
  ) {
    return { refused: "its codes are of another kind" };
  }
  const secret = foreignTotpSecret(text, how);
  return secret ? { secret } : { refused: "its secret is damaged" };
}

/** A factor that a program has but does not export. */
export const KEPT_THERE: GivenTotp = { refused: "the file has no secret of it" };

/** What an export of this app has of a second factor. The secret is sealed, and the codes are hashed. */
export type OwnFactor = { sealed: string; since: Date; codes: ImportedFactor["codes"] };
