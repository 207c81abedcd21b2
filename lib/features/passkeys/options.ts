import { z } from "zod";
import { brand } from "@/lib/platform/config/brand";
import { newSecret } from "@/lib/platform/crypto/secret";
import { keepHandle, listPasskeys, type Passkey } from "@/lib/platform/db/tables/sign-in/passkeys";
import { CEREMONY_MS, type Ceremony, newChallenge, SIGN_IN_MS } from "./challenges";
import { ALGORITHMS, rpId, transportsOf } from "./verify";

/*
 * What a browser asks its authenticators for (PublicKeyCredential.parse…OptionsFromJSON). Made here, so
 * that the library that verifies the answers need not be loaded.
 */

const descriptor = z.object({
  type: z.literal("public-key"),
  id: z.string(),
  transports: z.array(z.string()),
});

/** What a browser needs for adding a passkey. */
export const creationOptions = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
    attestation: z.literal("none"),
  })
  .meta({ id: "PasskeyCreationOptions" });

/** What a browser needs for using one. */
export const requestOptions = z
  .object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: z.literal("required"),
    /** Empty: whichever passkey its owner chooses. */
    allowCredentials: z.array(descriptor),
  })
  .meta({ id: "PasskeyRequestOptions" });

type CreationOptions = z.infer<typeof creationOptions>;
type RequestOptions = z.infer<typeof requestOptions>;

const describe = ({ credentialId, transports }: Passkey) => ({
  type: "public-key" as const,
  id: credentialId,
  transports: [...transportsOf(transports)],
});

/** Begins to add a passkey. @param sessionId the caller's session, which has to complete it */
export async function beginPasskey(
  { id: userId, email, name }: { id: string; email: string; name: string },
  sessionId: string,
): Promise<CreationOptions> {
  const [handle, passkeys, challenge] = await Promise.all([
    keepHandle(userId, newSecret()),
    listPasskeys(userId),
    newChallenge({ purpose: "add", userId, boundTo: sessionId }),
  ]);
  return {
    rp: { id: rpId, name: brand.name },
    user: { id: handle, name: email, displayName: name },
    challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key" as const, alg })),
    timeout: CEREMONY_MS,
    excludeCredentials: passkeys.map(describe),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
    attestation: "none",
  };
}

/** Asks a known person for one of their passkeys. */
export async function askForPasskey(ceremony: Ceremony): Promise<RequestOptions> {
  const [passkeys, challenge] = await Promise.all([
    listPasskeys(ceremony.userId),
    newChallenge(ceremony),
  ]);
  return {
    challenge,
    rpId,
    timeout: CEREMONY_MS,
    userVerification: "required",
    allowCredentials: passkeys.map(describe),
  };
}

/** Asks the visitor of the sign-in page for any passkey: a list would reveal who has an account. */
export const askForAnyPasskey = (challenge: string): RequestOptions => ({
  challenge,
  rpId,
  timeout: SIGN_IN_MS,
  userVerification: "required",
  allowCredentials: [],
});
