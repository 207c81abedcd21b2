import type { User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { signIn, signInInput } from "@/lib/features/sign-in/sign-in";
import { toProblem } from "@/lib/platform/http/to-problem";

/**
 * Sign-in with e-mail and password, as next-auth wants it: a user, null for "wrong", or an error
 * whose message travels in a redirect. That message is only ever one of our own codes
 * (`code:seconds`, see refusal.ts), because next-auth would pass anything else on to the client.
 */
export const credentialsProvider = CredentialsProvider({
  credentials: { email: {}, password: {}, remember: {}, device: {} },
  async authorize(credentials): Promise<User | null> {
    const input = signInInput.safeParse(credentials);
    if (!input.success) return null;
    try {
      const signedIn = await signIn(input.data);
      return signedIn && { ...signedIn, remember: credentials?.remember === "on" };
    } catch (error) {
      const problem = toProblem(error);
      throw new Error(`${problem.code}:${problem.retryAfter ?? ""}`);
    }
  },
});
