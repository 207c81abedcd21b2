import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import type { NewPasskey, Passkey } from "@/lib/platform/db/tables/sign-in/passkeys";
import type { Assertion, Registration } from "./credential";

/** The host name that this app's passkeys are bound to, never taken from a request. */
export const rpId = new URL(env.NEXTAUTH_URL).hostname;

/** ES256, EdDSA, RS256: what authenticators have, in the order of preference. */
export const ALGORITHMS = [-7, -8, -257];

/** The largest that both databases can store as an integer. No authenticator comes near it. */
const MOST_COUNTED = 2 ** 31 - 1;

/** The transports of authenticators (WebAuthn, 5.8.4). */
const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;

const expected = (challenge: string) => ({
  expectedChallenge: challenge,
  expectedOrigin: env.NEXTAUTH_URL,
  expectedRPID: rpId,
  requireUserVerification: true,
});

/** Loaded only where a passkey is verified: it takes 17 MB. */
const library = () => import("@simplewebauthn/server");

/** The known transports among those an authenticator names. */
export const transportsOf = (stored: string | readonly string[]) => {
  const named: readonly string[] = typeof stored === "string" ? stored.split(" ") : stored;
  return TRANSPORTS.filter((known) => named.includes(known));
};

/**
 * Verifies a new passkey. Its challenge must have been used up before.
 * @returns what is to be stored; null when the answer does not match the request
 */
export async function verifyRegistration({
  challenge,
  ...response
}: Registration): Promise<Omit<NewPasskey, "userId" | "name"> | null> {
  const { verifyRegistrationResponse } = await library();
  const { transports } = response.response;
  const result = await attempt(() =>
    verifyRegistrationResponse({
      ...expected(challenge),
      response: {
        ...response,
        response: { ...response.response, transports: transportsOf(transports) },
        clientExtensionResults: {},
      },
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!result?.verified) return null;
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = result.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: counted(credential.counter),
    transports: transportsOf(transports).join(" "),
    aaguid,
    backupEligible: credentialDeviceType === "multiDevice",
    backedUp: credentialBackedUp,
  };
}

/** What an answer says about the passkey that gave it. */
export type Used = { counter: number; backupEligible: boolean; backedUp: boolean };

/**
 * Verifies an answer of a passkey, with the user verified by the authenticator. Its challenge must have
 * been used up before. Counters are left to the caller: their meaning depends on the passkey.
 * @returns null when the answer does not match the request
 */
export async function verifyAssertion(
  { challenge, ...response }: Assertion,
  passkey: Pick<Passkey, "credentialId" | "publicKey">,
): Promise<Used | null> {
  const { verifyAuthenticationResponse } = await library();
  const { userHandle, ...signed } = response.response;
  const result = await attempt(() =>
    verifyAuthenticationResponse({
      ...expected(challenge),
      response: {
        ...response,
        response: { ...signed, ...(userHandle && { userHandle }) },
        clientExtensionResults: {},
      },
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: 0,
      },
    }),
  );
  if (!result?.verified) return null;
  const { newCounter, credentialDeviceType, credentialBackedUp, userVerified } =
    result.authenticationInfo;
  if (!userVerified) return null;
  return {
    counter: counted(newCounter),
    backupEligible: credentialDeviceType === "multiDevice",
    backedUp: credentialBackedUp,
  };
}

const counted = (counter: number) => Math.min(counter, MOST_COUNTED);

/** The library throws for everything except a wrong signature; garbage is not our failure. */
async function attempt<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify();
  } catch (error) {
    log.debug({ reason: error instanceof Error ? error.message : "unknown" }, "passkey refused");
    return null;
  }
}
