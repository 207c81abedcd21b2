import { z } from "zod";
import { t } from "@/lib/platform/texts/t";

/*
 * What a browser sends of an authenticator's answer (PublicKeyCredential.toJSON()), validated before
 * anything is done with it.
 */

/** The longest accepted: attestation is not requested, so the rest is short. */
const LIMIT = 16_384;

const base64url = z
  .string()
  .max(LIMIT)
  .regex(/^[A-Za-z0-9_-]+$/);

const envelope = {
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal("public-key"),
};

const registration = z.object({
  ...envelope,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string()).max(20).catch([]).default([]),
  }),
});

const assertion = z.object({
  ...envelope,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

const clientData = z.object({ challenge: base64url, crossOrigin: z.boolean().optional() });

export type Registration = z.infer<typeof registration> & { challenge: string };
export type Assertion = z.infer<typeof assertion> & { challenge: string };

/** How it is sent: as JSON or, by a form, as JSON in one field. */
export const credentialField = z.union([z.string().max(LIMIT), z.looseObject({})], {
  error: () => t("passkey.failed"),
});

/** The content of a new passkey; null when it is invalid. */
export const readRegistration = (sent: unknown): Registration | null => read(registration, sent);

/** The content of an answer; null when it is invalid. */
export const readAssertion = (sent: unknown): Assertion | null => read(assertion, sent);

type Answer = { id: string; rawId: string; response: { clientDataJSON: string } };

function read<T extends Answer>(
  schema: z.ZodType<T>,
  sent: unknown,
): (T & { challenge: string }) | null {
  const parsed = schema.safeParse(typeof sent === "string" ? parseJson(sent) : sent);
  if (!parsed.success || parsed.data.id !== parsed.data.rawId) return null;
  const json = Buffer.from(parsed.data.response.clientDataJSON, "base64url").toString("utf8");
  const client = clientData.safeParse(parseJson(json));
  // None of our pages may be in another site's frame.
  if (!client.success || client.data.crossOrigin) return null;
  return { ...parsed.data, challenge: client.data.challenge };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
