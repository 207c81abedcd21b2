import { lastFourOf, newApiToken } from "@/lib/features/api-tokens/format";
import { SCOPES, type Scope, storedScopes } from "@/lib/features/api-tokens/scopes";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { newClient } from "../requests/client";

type Wanted = { scopes?: readonly Scope[]; expiresAt?: Date; name?: string; createdAt?: Date };

/** Writes a token of an account straight into the database: with every scope, unless told otherwise. */
export async function createTokenOf(
  { id: userId }: { id: string },
  { scopes = SCOPES, name = "laptop", ...given }: Wanted = {},
): Promise<{ id: string; token: string }> {
  const token = newApiToken();
  const { id } = await db.apiToken.create({
    data: {
      userId,
      name,
      secretHash: hashSecret(token),
      lastFour: lastFourOf(token),
      scopes: storedScopes(scopes),
      expiresAt: new Date(Date.now() + DAY_MS),
      ...given,
    },
  });
  return { id, token };
}

/** A program: it has a token and no cookie, and sends no origin. */
export function programWith(token: string, url?: string) {
  const client = newClient(url);
  client.set("Authorization", `Bearer ${token}`);
  return client;
}
