import type { CallbacksOptions, DefaultSession } from "next-auth";
import { env } from "@/lib/platform/config/env";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { sameOriginPath } from "./redirects";
import { sessionOf, startSession, verifyToken } from "./token";

/**
 * next-auth's callbacks.
 * - jwt, at sign-in (`user` is present): a new session row, and a token of our own making.
 * - jwt, at any other time: the row is read. It throws when the session is over, because in
 *   next-auth 4 only that clears the cookie; returning null would answer this request as signed in.
 *   What a client sends with update() is ignored: the database is the only source.
 * - session: from the row just read, never from the token. `{}` means "could not be checked".
 * - redirect: total. It must not throw, whatever the client sent (a throw is a 500).
 */
export const callbacks: Pick<CallbacksOptions, "jwt" | "session" | "redirect"> = {
  async jwt({ token, user }) {
    if (!user) return verifyToken(token);
    // What the adapter hands over after an OAuth sign-in carries no role; the next request reads it.
    const { id, role = LEAST_ROLE, remember = false, passwordRecord } = user;
    const methods = user.methods ?? ["provider"];
    return startSession({ id, role, remember, methods, passwordRecord });
  },

  async session({ token }) {
    const row = sessionOf(token);
    if (!row) return {} as DefaultSession;
    const { user } = row;
    const expires = row.expiresAt.toISOString();
    return {
      user: {
        id: user.id,
        name: user.name,
        email: user.email,
        emailVerified: user.emailVerified?.toISOString() ?? null,
        role: user.role,
        language: user.language,
        timeZone: user.timeZone,
        createdAt: user.createdAt.toISOString(),
      },
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
