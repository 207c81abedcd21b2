import type { CallbacksOptions, DefaultSession, User } from "next-auth";
import { begin } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { toProblem } from "@/lib/platform/http/to-problem";
import { SECOND_FACTOR_PAGE, sameOriginPath } from "./redirects";
import { sessionOf, signInExchange, startSession, verifyToken } from "./token";
import { currentUserOf } from "./types";

/**
 * next-auth's callbacks.
 * - signIn, after every first proof, ours or another provider's: whether it is enough; see begin(). Whom
 *   another provider's answer signs in the route decides, and not next-auth by the address it names.
 * - jwt, at sign-in (`user` is present): a new session row, and a token of our own making.
 * - jwt, at any other time: the row is read. It throws when the session is over, because in
 *   next-auth 4 only that clears the cookie; returning null would answer this request as signed in.
 *   What a client sends with update() is ignored: the database is the only source.
 * - session: from the row just read, never from the token. `{}` means "could not be checked".
 * - redirect: total. It must not throw, whatever the client sent (a throw is a 500).
 */
export const callbacks: Pick<CallbacksOptions, "signIn" | "jwt" | "session" | "redirect"> = {
  async jwt({ token, user, account }) {
    if (!user) return verifyToken(token);
    const who = account?.type === "oauth" ? decided() : user;
    const { role = LEAST_ROLE, passwordRecord, mailed, pending, passkey, trust } = who;
    const { providerSid, identity } = who;
    const proved = { passwordRecord, mailed, pending, passkey, trust, providerSid, identity };
    return startSession({ ...proofOf(who), role, ...proved });
  },

  async signIn({ user, account, profile }) {
    const exchange = signInExchange.get();
    try {
      if (account?.type === "oauth") await decide(profile);
      if (exchange?.decision && "done" in exchange.decision) return "/";
      const who = account?.type === "oauth" ? decided() : user;
      const { passwordRecord: record, mailed, providerSid, identity } = who;
      const proved = { record, mailed, providerSid, identity, device: exchange?.device };
      const step = await begin({ ...proofOf(who), user: who, ...proved });
      if ("done" in step) return true;
      if (exchange) exchange.next = step;
      return SECOND_FACTOR_PAGE;
    } catch (error) {
      const problem = toProblem(error);
      if (exchange) exchange.problem = problem;
      return false;
    }
  },

  async session({ token }) {
    const row = sessionOf(token);
    if (!row) return {} as DefaultSession;
    const expires = row.expiresAt.toISOString();
    return {
      user: currentUserOf(row.user),
      session: {
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        authenticatedAt: row.authenticatedAt.toISOString(),
        expires,
        remember: row.remember,
        impersonator: row.impersonator && {
          id: row.impersonator.id,
          name: row.impersonator.name,
        },
      },
      expires,
    };
  },

  async redirect({ url }) {
    return env.NEXTAUTH_URL + sameOriginPath(url, "/");
  },
};

/** Has the route decide about another provider's answer. @throws Problem; and where no route takes answers */
async function decide(profile: unknown): Promise<void> {
  const exchange = signInExchange.get();
  if (!exchange?.decide) throw new Problem("provider_failed");
  exchange.decision = await exchange.decide(profile);
}

/** Whom another provider's answer signs in: nobody but whom the route has decided on. */
function decided(): User {
  const decision = signInExchange.get()?.decision;
  if (!decision || "done" in decision) throw new Problem("provider_failed");
  const { user, ...proved } = decision;
  return { ...user, ...proved };
}

/** What somebody has shown; a provider other than ours says nothing of it. */
const proofOf = ({ id, remember = false, methods = ["provider"] }: User) => ({
  id,
  remember,
  methods,
});
