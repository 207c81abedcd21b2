import type { CallbacksOptions, DefaultSession, User } from "next-auth";
import { begin } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { toProblem } from "@/lib/platform/http/to-problem";
import { SECOND_FACTOR_PAGE, sameOriginPath } from "./redirects";
import { sessionOf, signInExchange, startSession, verifyToken } from "./token";
import { currentUserOf } from "./types";

/**
 * next-auth's callbacks.
 * - signIn, after every first proof, ours or another provider's: whether it is enough; see begin().
 * - jwt, at sign-in (`user` is present): a new session row, and a token of our own making.
 * - jwt, at any other time: the row is read. It throws when the session is over, because in
 *   next-auth 4 only that clears the cookie; returning null would answer this request as signed in.
 *   What a client sends with update() is ignored: the database is the only source.
 * - session: from the row just read, never from the token. `{}` means "could not be checked".
 * - redirect: total. It must not throw, whatever the client sent (a throw is a 500).
 */
export const callbacks: Pick<CallbacksOptions, "signIn" | "jwt" | "session" | "redirect"> = {
  async jwt({ token, user }) {
    if (!user) return verifyToken(token);
    // What the adapter hands over after an OAuth sign-in carries no role; the next request reads it.
    const { role = LEAST_ROLE, passwordRecord, mailed, pending, passkey, trust } = user;
    return startSession({
      ...proofOf(user),
      role,
      passwordRecord,
      mailed,
      pending,
      passkey,
      trust,
    });
  },

  async signIn({ user }) {
    const exchange = signInExchange.get();
    try {
      const { passwordRecord: record, mailed } = user;
      const device = exchange?.device;
      const step = await begin({ ...proofOf(user), user, record, mailed, device });
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
      },
      expires,
    };
  },

  async redirect({ url }) {
    return env.NEXTAUTH_URL + sameOriginPath(url, "/");
  },
};

/** What a user whom a provider brings has shown; other providers than ours say nothing of it. */
const proofOf = ({ id, remember = false, methods = ["provider"] }: User) => ({
  id,
  remember,
  methods,
});
