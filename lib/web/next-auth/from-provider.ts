import type { NextApiRequest, NextApiResponse } from "next";
import { connect } from "@/lib/features/providers/connections";
import { type Identity, providerSidOf } from "@/lib/features/providers/identity";
import { reauthenticateBy } from "@/lib/features/providers/reauthenticate";
import { userOfIdentity } from "@/lib/features/providers/sign-in";
import { waitForAddress } from "@/lib/features/providers/waiting";
import { log } from "@/lib/platform/core/log";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { leaveFlash } from "@/lib/platform/http/flash";
import { redirectTo, setHeaders } from "@/lib/platform/http/send";
import { toProblem } from "@/lib/platform/http/to-problem";
import { byNetwork, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { auditDenial } from "@/lib/web/guard/denied-events";
import { nextAuthProvider } from "@/lib/web/providers/build";
import { type Intention, takeIntention } from "@/lib/web/providers/intention";
import { type Provider, providerById } from "@/lib/web/providers/list";
import { ANONYMOUS, authenticate } from "@/lib/web/session/authenticate";
import { deviceOf, keepWaiting } from "@/lib/web/session/browser-cookies";
import {
  afterSignIn,
  CONNECTIONS_PAGE,
  reauthenticatePath,
  SIGN_UP_ADDRESS_PAGE,
  signInPath,
} from "@/lib/web/session/redirects";
import { reissueSession } from "@/lib/web/session/reissue";
import {
  askingSession,
  type Decision,
  type SignInExchange,
  signInExchange,
} from "@/lib/web/session/token";
import { givenName } from "./answer-by-form";
import { callNextAuth } from "./call";
import type { NextAuthRequest } from "./request";

/** What next-auth's route continues with after a provider's answer. */
export type Answered = {
  exchange: SignInExchange;
  callbackUrl: string;
  /** next-auth's answer, whose cookies are sent. */
  cookies: string[];
};

/**
 * Takes a provider's answer, brought by its user's browser. The purpose comes from the sealed intention in
 * this browser: an answer counts only with the attempt it began with.
 * @returns what a sign-in continues with; null where the browser was redirected
 */
export async function takeAnswer(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
): Promise<Answered | null> {
  const provider = providerById(call.provider);
  if (!provider) throw new Problem("not_found");
  const intention = await takeIntention(req, res, {
    provider: provider.id,
    state: call.query.state ?? "",
  });
  try {
    if (!intention) throw startAgain();
    if (call.query.error) throw refusal(provider, call.query.error);
    return await take(req, res, { call, provider, intention });
  } catch (error) {
    const problem = named(toProblem(error), provider);
    await auditDenial(problem, ANONYMOUS);
    setHeaders(res, problem);
    if (problem.code === "address_unproved") {
      redirectTo(res, SIGN_UP_ADDRESS_PAGE);
      return null;
    }
    const [page, flash] = backTo(intention, problem);
    redirectTo(res, await leaveFlash(res, page, flash, { keepsCookies: true }));
    return null;
  }
}

type Taking = { call: NextAuthRequest; provider: Provider; intention: Intention };

async function take(
  req: NextApiRequest,
  res: NextApiResponse,
  { call, provider, intention }: Taking,
): Promise<Answered | null> {
  const exchange: SignInExchange = {
    device: deviceOf(req),
    pending: null,
    mail: null,
    passkeyChallenge: null,
    decide: (profile) => decide(req, res, { call, provider, intention }, profile),
  };
  signInExchange.set(exchange);
  const recorded = await throttled(byNetwork(limits.providerByNetwork), async () =>
    callNextAuth(req, call, [await nextAuthProvider(provider, { again: false })]),
  );
  if (exchange.problem) throw exchange.problem;
  const { callbackUrl } = intention;
  if (exchange.decision && "done" in exchange.decision) {
    const notice = intention.purpose === "connect" ? "providerConnected" : "confirmed";
    redirectTo(res, await leaveFlash(res, callbackUrl, { notice }, { keepsCookies: true }));
    return null;
  }
  // next-auth has refused the answer, and has recorded why.
  if (!exchange.opened && !exchange.next) throw new Problem("provider_failed");
  return { exchange, callbackUrl, cookies: recorded.cookies };
}

/** The outcome of an answer that next-auth has accepted. */
async function decide(
  req: NextApiRequest,
  res: NextApiResponse,
  { call, provider, intention }: Taking,
  profile: unknown,
): Promise<Decision> {
  const read = provider.claims.safeParse(profile);
  if (!read.success) {
    log.warn({ provider: provider.id, issues: read.error.issues.length }, "profile not taken");
    throw new Problem("provider_failed");
  }
  const { authTime, ...claims } = read.data;
  const name = claims.name ?? (await givenName(call));
  const identity: Identity = { ...claims, name, provider: provider.key };
  if (intention.purpose === "sign-in") {
    const user = await userOfIdentity(identity, intention.invitation).catch(async (error) => {
      if (isUnproved(error)) {
        const { callbackUrl } = intention;
        keepWaiting(res, await waitForAddress(identity, { provider: provider.name, callbackUrl }));
      }
      throw error;
    });
    const { remember } = intention;
    return { user, providerSid: providerSidOf(identity), identity, remember };
  }
  const caller = await sessionThatBegan(req, res, intention);
  if (intention.purpose === "connect") {
    await connect(askingSession(caller), identity, provider.name);
  } else {
    const { startedAt: since, factor } = intention;
    await reissueSession(res, caller, (renewal) =>
      reauthenticateBy(identity, { shownAt: authTime, since, factor }, renewal),
    );
  }
  return { done: true };
}

const isUnproved = (error: unknown) =>
  error instanceof Problem && error.code === "address_unproved";

/** The session that the way to the provider began in. @throws Problem unauthenticated if it has ended */
async function sessionThatBegan(req: NextApiRequest, res: NextApiResponse, { asked }: Intention) {
  const authentication = await authenticate(req, res);
  if (authentication.state === "unavailable") throw unavailable();
  if (
    authentication.state === "anonymous" ||
    authentication.user.id !== asked?.userId ||
    authentication.session.id !== asked.sessionId
  ) {
    throw new Problem("unauthenticated");
  }
  const { user, session } = authentication;
  return { user, session };
}

const startAgain = () =>
  new Problem("sign_in_expired", { detail: () => t("providers.startAgain") });

/** An error that a provider answers with. It is looked up, never shown: anybody can write it. */
function refusal(provider: Provider, code: string): Problem {
  if (code !== "access_denied") return new Problem("provider_failed");
  return new Problem("unauthenticated", {
    detail: () => t("providers.cancelled", { provider: provider.name }),
  });
}

/** A problem that names the provider to the reader. */
function named(problem: Problem, { name: provider }: Provider): Problem {
  const { code } = problem;
  switch (code) {
    case "provider_down":
    case "provider_failed":
    case "address_in_use":
    case "identity_taken":
    case "not_shown_again":
      return new Problem(code, { detail: () => t(`providers.${code}`, { provider }) });
    default:
      return problem;
  }
}

/** The page that says what went wrong, with its message. */
function backTo(
  intention: Intention | null,
  { code, detail: message }: Problem,
): [page: string, flash: { message: string; form?: string }] {
  const callbackUrl = afterSignIn(intention?.callbackUrl);
  const purpose = intention?.purpose ?? "sign-in";
  // For a signed-in user, the identity can be connected there.
  if (code === "address_in_use") return [signInPath(CONNECTIONS_PAGE), { message }];
  if (purpose === "sign-in") return [signInPath(callbackUrl), { message }];
  if (purpose === "connect") return [CONNECTIONS_PAGE, { message }];
  return [reauthenticatePath(callbackUrl), { form: "POST /api/me/reauthenticate", message }];
}
