import { z } from "zod";
import { t } from "@/lib/platform/texts/t";

/*
 * What a browser sends of an authenticator's answer (PublicKeyCredential.toJSON()), read before anything
 * is done with it.
 */

/** The longest that is read: attestation is not asked for, so the rest is short. */
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

/** How it is sent: JSON or, by a form, JSON in one field. */
export const credentialField = z.union([z.string().max(LIMIT), z.looseObject({})], {
  error: () => t("passkey.failed"),
});

/** What is sent of a new passkey; null when it is none. */
export const readRegistration = (sent: unknown): Registration | null => read(registration, sent);

/** What is sent of a use of a passkey; null when it is none. */
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
  // No page of ours may be a frame of another one.
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
