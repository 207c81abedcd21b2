import type { User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { signIn, signInInput } from "@/lib/features/sign-in/sign-in";
import { toProblem } from "@/lib/platform/http/to-problem";
import { signInExchange } from "./token";

/**
 * Sign-in with e-mail and password, as next-auth wants it: a user, or null for "no". Any other reason
 * than wrong fields goes to the route by the exchange: next-auth would put it into an address.
 */
export const credentialsProvider = CredentialsProvider({
  credentials: { email: {}, password: {}, remember: {} },
  async authorize(credentials): Promise<User | null> {
    const exchange = signInExchange.get();
    const input = signInInput.safeParse({ ...credentials, device: exchange?.device ?? "" });
    if (!input.success) return null;
    try {
      const signedIn = await signIn(input.data);
      return (
        signedIn && { ...signedIn, methods: ["password"], remember: credentials?.remember === "on" }
      );
    } catch (error) {
      const problem = toProblem(error);
      if (exchange) exchange.problem = problem;
      return null;
    }
  },
});
