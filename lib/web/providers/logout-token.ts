import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";
import type { Ended } from "@/lib/features/providers/logout";
import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";
import { metadataOf } from "./discovery";
import { ask } from "./fetch-json";
import type { Provider } from "./list";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const LIMIT = 255;
const id = z.string().min(1).max(LIMIT);

const statement = z
  .object({
    aud: z.union([z.string(), z.tuple([z.string()]).transform(([one]) => one)]),
    iat: z.int(),
    exp: z.int(),
    jti: id,
    sub: id.optional(),
    sid: id.optional(),
    events: z.object({ [EVENT]: z.looseObject({}) }),
    // With a nonce it could be an ID token that somebody has got hold of.
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/** What a provider says. */
type Statement = { ended: Ended; id: string };

/**
 * Reads a provider's statement that one of its sessions has ended (OpenID Connect Back-Channel Logout 1.0,
 * section 2.6). Source: OWASP ASVS 5.0, 10.5.5.
 * @returns whose sessions, and the id of the statement, which counts once
 * @throws Problem malformed_body for an invalid one; provider_down
 */
export async function readLogoutToken(provider: Provider, token: string): Promise<Statement> {
  const { issuer, clientId, key } = provider;
  if (!issuer) throw new Problem("not_found");
  const metadata = await metadataOf(issuer);
  const keys = createLocalJWKSet((await ask(metadata.jwks_uri)) as JSONWebKeySet);
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms: [metadata.algorithm],
      typ: "logout+jwt",
      maxTokenAge: "5 minutes",
      clockTolerance: 10,
    });
    const { aud, jti, sub = null, sid = null } = statement.parse(payload);
    if (aud !== clientId) throw new Error("is for others, too");
    return { ended: { provider: key, subject: sub, sid }, id: `${issuer} ${jti}` };
  } catch (error) {
    log.warn({ provider: provider.id, reason: (error as Error).name }, "logout token refused");
    throw new Problem("malformed_body");
  }
}
