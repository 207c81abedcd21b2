import type { NextApiResponse } from "next";
import { z } from "zod";
import { Problem } from "@/lib/platform/core/problem";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { redirectTo } from "@/lib/platform/http/send";
import { nameIn } from "@/lib/web/providers/claims";
import { providerById } from "@/lib/web/providers/list";
import type { NextAuthRequest } from "./request";

const NAME_PURPOSE = "provider-name";
const NAME_S = 300;
const LIMIT = 4_000;

/**
 * A provider that answers by a form post sends it from its own site, so the browser leaves out our cookies.
 * Redirected to the same address by GET, the browser brings them. (next-auth's way, cookies with
 * SameSite=None, would open every route to other sites.) Nothing is changed or checked here.
 * @throws Problem not_found, malformed_body
 */
export async function sendOn(
  res: NextApiResponse,
  { provider: id, body }: NextAuthRequest,
): Promise<void> {
  if (!providerById(id)?.answersByForm) throw new Problem("not_found");
  const { code, state, error, user } = body;
  const query = new URLSearchParams({
    ...(code && { code }),
    ...(state && { state }),
    ...(error && { error }),
    // A name: it must not reach the log.
    ...(user && user.length < LIMIT && { user: await seal(NAME_PURPOSE, { user }, NAME_S) }),
  });
  const target = `/api/auth/callback/${id}?${query}`;
  if (target.length > 2 * LIMIT) throw new Problem("malformed_body");
  redirectTo(res, target);
}

const givenNames = z.object({
  name: z.object({ firstName: z.string().nullish(), lastName: z.string().nullish() }),
});

/**
 * The name that Apple sends with its first answer, and never again.
 * @returns null where none came
 */
export async function givenName({ query }: NextAuthRequest): Promise<string | null> {
  const sealed = query.user ? await open<{ user: string }>(NAME_PURPOSE, query.user) : null;
  if (!sealed) return null;
  try {
    const { name } = givenNames.parse(JSON.parse(sealed.user));
    return nameIn([name.firstName, name.lastName].filter(Boolean).join(" "));
  } catch {
    return null;
  }
}
