import type { NextApiRequest, NextApiResponse } from "next";
import { endProviderSessions } from "@/lib/features/providers/logout";
import { Problem } from "@/lib/platform/core/problem";
import { FORM_TYPE, mediaType, readBody } from "@/lib/platform/http/body";
import { sendJson } from "@/lib/platform/http/send";
import { byNetwork, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { providerById } from "@/lib/web/providers/list";
import { readLogoutToken } from "@/lib/web/providers/logout-token";

/** The first part of its address; the id of the provider follows. */
const ACTION = "backchannel-logout";

/** Whether a request is for a provider that reports ended sessions. */
export const isBackChannel = (req: NextApiRequest): boolean =>
  [req.query.nextauth ?? []].flat()[0] === ACTION;

/**
 * Takes a provider's statement about its sessions. It does not come from a browser: no cookie is read, and
 * only its signature counts.
 * @throws Problem not_found, method_not_allowed, malformed_body, unsupported_media_type, too_many_requests
 */
export async function takeLogout(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const [, name = "", ...more] = [req.query.nextauth ?? []].flat();
  const provider = providerById(name);
  if (!provider?.issuer || more.length > 0) throw new Problem("not_found");
  if (req.method !== "POST") throw new Problem("method_not_allowed", { allow: ["POST"] });
  if (mediaType(req) !== FORM_TYPE) throw new Problem("unsupported_media_type");
  const { logout_token: token } = await readBody(req, { form: true });
  if (typeof token !== "string") throw new Problem("malformed_body");
  await throttled(byNetwork(limits.logoutByNetwork), async () => {
    const { ended, id } = await readLogoutToken(provider, token);
    await once(id, () => endProviderSessions(ended));
  });
  sendJson(res, 200, {});
}

/** Acts on a statement, unless that was done before. @throws Problem malformed_body */
async function once(id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await throttled([{ limit: limits.logoutToken, subject: id }], work);
  } catch (error) {
    if (error instanceof Problem && error.code === "too_many_requests") {
      throw new Problem("malformed_body");
    }
    throw error;
  }
}
