import type { NextApiRequest, NextApiResponse } from "next";
import { secretIn } from "@/lib/features/links/look-at-link";
import { takeFactorFirst } from "@/lib/features/providers/reauthenticate";
import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { appendCookie } from "@/lib/platform/http/cookies";
import { ACCOUNT_FIELD } from "@/lib/platform/http/form-fields";
import { sendJson, sendPage } from "@/lib/platform/http/send";
import { byNetwork, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { decide } from "@/lib/web/guard/access";
import { requireSameAccount } from "@/lib/web/guard/other-account";
import { nextAuthProvider } from "@/lib/web/providers/build";
import { type Intention, keepIntention, type Purpose } from "@/lib/web/providers/intention";
import { type Provider, providerById } from "@/lib/web/providers/list";
import { wayOutDocument } from "@/lib/web/providers/way-out";
import { authenticate } from "@/lib/web/session/authenticate";
import { CALLBACK_COOKIE, SESSION_COOKIE } from "@/lib/web/session/cookies";
import { isCsrfToken } from "@/lib/web/session/csrf";
import { afterSignIn, CONNECTIONS_PAGE } from "@/lib/web/session/redirects";
import { askingSession } from "@/lib/web/session/token";
import { callNextAuth } from "./call";
import type { NextAuthRequest } from "./request";

/**
 * Sends a browser to a provider: a form by a page that leads there, any other client by an answer that
 * names the address. Only by POST: a link would let any site begin a sign-in (OWASP ASVS 5.0, 7.6.2).
 * @throws Problem not_found, cross_site, unauthenticated, reauthentication_required, other_account, invalid
 * on `code`, too_many_requests, provider_down, provider_failed
 */
export async function startProvider(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
): Promise<void> {
  const provider = providerById(call.provider);
  if (!provider) throw new Problem("not_found");
  if (!isCsrfToken(req, call.body.csrfToken)) {
    throw new Problem("cross_site", { detail: () => t("details.signInExpired") });
  }
  const address = await throttled(byNetwork(limits.providerByNetwork), () =>
    prepare(req, res, call, provider),
  );
  if (!call.isForm) return sendJson(res, 200, { url: address });
  res.setHeader("Refresh", `0;url=${address}`);
  sendPage(res, 200, wayOutDocument(address, provider.name));
}

/** Sets the cookies for the way back. @returns the address to go to */
async function prepare(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
  provider: Provider,
): Promise<string> {
  const purpose = purposeOf(call.body.purpose);
  const asking = await who(req, res, call, purpose);
  const again = purpose === "reauthenticate";
  const recorded = await callNextAuth(req, call, [await nextAuthProvider(provider, { again })]);
  const { location } = recorded;
  const to = location && URL.canParse(location) ? new URL(location) : null;
  const state = to?.searchParams.get("state");
  if (!to || !state || to.origin === env.NEXTAUTH_URL) throw new Problem("provider_failed");
  for (const line of recorded.cookies) {
    const name = line.slice(0, line.indexOf("="));
    if (name !== SESSION_COOKIE && name !== CALLBACK_COOKIE) appendCookie(res, line);
  }
  await keepIntention(res, {
    ...asking,
    provider: provider.id,
    purpose,
    state: hashSecret(state),
    callbackUrl: purpose === "connect" ? CONNECTIONS_PAGE : afterSignIn(call.body.callbackUrl),
    remember: call.body.remember === "on",
    invitation: secretIn(call.body.invitation ?? ""),
    startedAt: Math.floor(Date.now() / 1000),
  });
  return to.href;
}

const purposeOf = (stated: unknown): Purpose =>
  stated === "connect" || stated === "reauthenticate" ? stated : "sign-in";

/** The caller, and what they have already proved. */
async function who(
  req: NextApiRequest,
  res: NextApiResponse,
  { body }: NextAuthRequest,
  purpose: Purpose,
): Promise<Pick<Intention, "asked" | "factor">> {
  if (purpose === "sign-in") return { asked: null, factor: null };
  const authentication = await authenticate(req, res);
  requireSameAccount(body[ACCOUNT_FIELD], authentication);
  const decision =
    purpose === "connect"
      ? decide({ recent: true }, authentication)
      : decide("user", authentication, { withoutFactor: true, changes: true });
  if ("refusal" in decision) throw new Problem(decision.refusal);
  const { user, session } = decision.caller;
  const { userId, sessionId } = askingSession({ user, session });
  const asked = { userId, sessionId };
  // Checked before the provider is asked: on the way back there is no form for a code.
  const asksCode = purpose === "reauthenticate" && user.secondFactorSince !== null;
  return { asked, factor: asksCode ? await takeFactorFirst(userId, body.code) : null };
}
