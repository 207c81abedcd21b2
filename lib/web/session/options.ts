import type { NextAuthOptions } from "next-auth";
import { LONGEST_SECONDS } from "@/lib/features/sessions/lifetime";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { adapter } from "./adapter";
import { callbacks } from "./callbacks";
import { decode, encode } from "./codec";
import { authCookies } from "./cookies";
import {
  credentialsProvider,
  mailProvider,
  passkeyProvider,
  secondFactorProvider,
} from "./providers";
import { authPages } from "./redirects";

/**
 * The one configuration of next-auth: for its API route, for every guard through
 * getServerSession, and (codec, cookie name, pages) for the middleware.
 */
export const authOptions: NextAuthOptions = {
  secret: env.secrets[0],
  adapter,
  providers: [
    credentialsProvider,
    secondFactorProvider,
    passkeyProvider,
    ...(env.EMAIL_SIGN_IN ? [mailProvider] : []),
  ],
  // Stated, because next-auth assumes "database" where there is an adapter. Both maxAge, because
  // it takes one at sign-in and the other afterwards; the row in the database ends a session.
  session: { strategy: "jwt", maxAge: LONGEST_SECONDS },
  jwt: { maxAge: LONGEST_SECONDS, encode, decode },
  cookies: authCookies,
  useSecureCookies: env.https,
  pages: authPages,
  callbacks,
  logger: {
    // A cookie that is old, foreign or garbage is everyday traffic, not an error to wake up for.
    // Nor is what somebody sends as a provider's answer.
    error: (code, meta) => {
      if (code === "JWT_SESSION_ERROR") log.debug({ code });
      else if (/OAUTH/.test(code)) log.warn({ code, ...reason(meta) });
      else log.error({ code, ...reason(meta) });
    },
    warn: (code) => log.debug({ code }),
    debug: () => {},
  },
};

/** The error's name and message; its stack would be one more way for clients to fill the log. */
function reason(meta: unknown): { reason: string } {
  const error = meta instanceof Error ? meta : (meta as { error?: unknown } | null)?.error;
  return { reason: error instanceof Error ? `${error.name}: ${error.message}` : "unknown" };
}
