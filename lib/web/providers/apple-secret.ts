import { importPKCS8, SignJWT } from "jose";
import { EnvError } from "@/lib/platform/config/checks";

const AUDIENCE = "https://appleid.apple.com";
/** Made for each sign-in; Apple accepts half a year at most. */
const VALID = "5m";

/** The key for Sign in with Apple. */
export type AppleKey = { clientId: string; teamId: string; keyId: string; privateKey: string };

/** A key as an environment variable holds it, maybe in one line. @throws EnvError for an invalid key */
export function pemOf(name: string, value: string): string {
  const pem = value.replaceAll("\\n", "\n");
  if (pem.startsWith("-----BEGIN PRIVATE KEY-----\n")) return pem;
  throw new EnvError(`${name} must be the whole content of the .p8 file from Apple`);
}

/** The client secret that Apple requires: a statement signed with the team's key. */
export async function appleSecret({
  clientId,
  teamId,
  keyId,
  privateKey,
}: AppleKey): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(VALID)
    .sign(await importPKCS8(privateKey, "ES256"));
}
