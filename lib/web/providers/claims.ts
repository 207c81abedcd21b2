import { z } from "zod";
import { emailField } from "@/lib/features/input/email-address";
import { nameField } from "@/lib/features/input/fields";
import type { Identity } from "@/lib/features/providers/identity";

/** What a provider said of its user, checked. */
type Claims = Omit<Identity, "provider"> & {
  /** Seconds since 1970 at which its user last authenticated there; null where it does not say. */
  authTime: number | null;
};

/** Takes from a profile, as it came, what we use; throws a ZodError for an invalid one. */
export type ClaimsSchema = z.ZodType<Claims>;

const LIMIT = 255;
const subject = z.string().min(1).max(LIMIT);
const text = z.string().max(2_000).nullish();
/** Apple sends a string. */
const yes = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

/** An address, if we accept it. A list of addresses is not a string, and is refused before. */
const addressIn = (email: string | null | undefined) => emailField.safeParse(email).data ?? null;

/** A name, if we accept it. */
export const nameIn = (name: string | null | undefined) => nameField.safeParse(name).data ?? null;

const idToken = z.object({
  sub: subject,
  email: text,
  email_verified: yes.nullish(),
  name: text,
  sid: z.string().max(LIMIT).nullish(),
  auth_time: z.int().nullish(),
  aud: z.union([z.string(), z.tuple([z.string()]).transform(([one]) => one)]),
  iat: z.int(),
});

/** By how much clocks may differ. */
const SKEW_S = 60;

/**
 * The claims of an ID token, merged with those of userinfo. next-auth has checked the signature, the
 * issuer, the nonce and the times, but also accepts a token for other audiences, or from the future.
 * @param trusts whether the provider is trusted about addresses
 */
export function openIdClaims(clientId: string, { trusts }: { trusts: boolean }): ClaimsSchema {
  return idToken
    .refine(({ aud }) => aud === clientId, "is for somebody else")
    .refine(({ iat }) => iat <= Date.now() / 1000 + SKEW_S, "is of the future")
    .transform(({ sub, email, email_verified, name, sid, auth_time }) => ({
      subject: sub,
      email: addressIn(email),
      emailVerified: trusts && email_verified === true,
      name: nameIn(name),
      sid: sid || null,
      authTime: auth_time ?? null,
    }));
}

const gitHubProfile = z.object({
  id: z.int().positive(),
  login: z.string(),
  name: text,
  emails: z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })),
});

/** GitHub's user with the addresses: the primary one counts if it is verified. */
export const gitHubClaims: ClaimsSchema = gitHubProfile.transform(({ id, login, name, emails }) => {
  const primary = emails.find(({ primary }) => primary);
  return {
    subject: String(id),
    email: addressIn(primary?.email),
    emailVerified: primary?.verified ?? false,
    name: nameIn(name) ?? nameIn(login),
    sid: null,
    authTime: null,
  };
});
