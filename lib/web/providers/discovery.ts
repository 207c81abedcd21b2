import { z } from "zod";
import { BoundedMap } from "@/lib/platform/core/bounded-map";
import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";
import { HOUR_MS } from "@/lib/platform/core/time";
import { isSafeAddress } from "./clients";
import { ask } from "./fetch-json";

const document = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
});

/** A provider's metadata, checked. */
export type Metadata = z.infer<typeof document> & {
  /** The algorithm that signs its ID tokens; no other is accepted. */
  algorithm: string;
};

/** Signatures by a public key. With `none`, or with our own secret as the key, anybody could sign. */
const ALGORITHMS = ["RS256", "ES256"];

/** What was read of each issuer, and until when it counts. */
const kept = new BoundedMap<string, { metadata: Metadata; until: number }>(50);

/** Where an issuer publishes its metadata (OpenID Connect Discovery 1.0, section 4). */
const addressOf = (issuer: string) =>
  `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;

/**
 * Reads a provider's metadata, once an hour. next-auth would do so twice a sign-in, and does not compare
 * the issuer: another issuer's metadata could name another's endpoints and keys. Source: OWASP ASVS 5.0,
 * 10.5.3.
 * @param issuer as configured
 * @throws Problem provider_down; provider_failed where the metadata cannot be trusted
 */
export async function metadataOf(issuer: string): Promise<Metadata> {
  const known = kept.get(issuer);
  if (known && known.until > Date.now()) return known.metadata;
  const metadata = check(issuer, await ask(addressOf(issuer)));
  kept.set(issuer, { metadata, until: Date.now() + HOUR_MS });
  return metadata;
}

function check(issuer: string, answer: unknown): Metadata {
  const parsed = document.safeParse(answer);
  if (!parsed.success) throw refused(issuer, "its metadata is incomplete");
  const metadata = parsed.data;
  if (metadata.issuer !== issuer) {
    throw refused(issuer, `it calls itself ${JSON.stringify(metadata.issuer.slice(0, 200))}`);
  }
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = metadata;
  const endpoints = [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint ?? issuer];
  if (!endpoints.every((endpoint) => isSafeAddress(endpoint, issuer))) {
    throw refused(issuer, "an endpoint is not https://");
  }
  const algorithm = ALGORITHMS.find((name) =>
    metadata.id_token_signing_alg_values_supported.includes(name),
  );
  if (!algorithm) throw refused(issuer, "it signs by neither RS256 nor ES256");
  return { ...metadata, algorithm };
}

function refused(issuer: string, reason: string): Problem {
  log.error({ issuer, reason }, "provider not believed");
  return new Problem("provider_failed");
}
