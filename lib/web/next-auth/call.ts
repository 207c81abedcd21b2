import type { NextApiRequest } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { CapturedResponse } from "@/lib/web/session/captured-response";
import { authOptions } from "@/lib/web/session/options";
import type { NextAuthRequest } from "./request";

/**
 * Asks next-auth, which sees only what we have checked.
 * @param more providers besides our own: the one that the call is about
 * @returns what it would have sent
 */
export async function callNextAuth(
  req: NextApiRequest,
  call: NextAuthRequest,
  more: NextAuthOptions["providers"] = [],
): Promise<CapturedResponse> {
  const { method, action, provider, query, body, cookies } = call;
  const nextauth = provider ? [action, provider] : [action];
  const recorded = new CapturedResponse();
  await NextAuth(
    { method, headers: req.headers, cookies, body, query: { ...query, nextauth } } as never,
    recorded as never,
    { ...authOptions, providers: [...authOptions.providers, ...more] },
  );
  return recorded;
}
