import type { User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { mailProof, mailProofInput } from "@/lib/features/sign-in/mail-proof";
import { signInByPasskey } from "@/lib/features/sign-in/passkey";
import {
  type SecondStep,
  secondStep,
  secondStepByPasskey,
  secondStepInput,
} from "@/lib/features/sign-in/second-step";
import { signIn, signInInput } from "@/lib/features/sign-in/sign-in";
import { Problem } from "@/lib/platform/core/problem";
import { toProblem } from "@/lib/platform/http/to-problem";
import { t } from "@/lib/platform/texts/t";
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

export const MAIL = "mail";

/**
 * Sign-in by the code or the link of a mail. Which one it was asked for says the browser's cookie, which the
 * route hands over.
 */
export const mailProvider = CredentialsProvider({
  id: MAIL,
  credentials: { code: {}, token: {} },
  async authorize(credentials): Promise<User | null> {
    const exchange = signInExchange.get();
    if (!exchange) return null;
    try {
      const input = mailProofInput.safeParse(credentials);
      if (!input.success) {
        throw new Problem("unauthenticated", { detail: () => t("fields.code") });
      }
      const { user, ...proved } = await mailProof(exchange.mail, input.data, exchange.device);
      return { ...user, ...proved, methods: ["link"] };
    } catch (error) {
      exchange.problem = toProblem(error);
      return null;
    }
  },
});

export const SECOND_FACTOR = "second-factor";

/**
 * The second step of a sign-in, as next-auth wants it: a provider of its own. Which sign-in it completes
 * says the browser's pending secret, which the route takes from its cookie.
 */
export const secondFactorProvider = CredentialsProvider({
  id: SECOND_FACTOR,
  credentials: { code: {}, credential: {}, trust: {} },
  async authorize(credentials): Promise<User | null> {
    const exchange = signInExchange.get();
    if (!exchange) return null;
    try {
      const { user, ...proved } = await secondProof(exchange.pending, credentials);
      return {
        ...user,
        ...proved,
        methods: [...proved.methods],
        trust: credentials?.trust === "on",
      };
    } catch (error) {
      exchange.problem = toProblem(error);
      return null;
    }
  },
});

function secondProof(
  pending: string | null,
  credentials: { code?: string; credential?: string } | undefined,
): Promise<SecondStep> {
  if (credentials?.credential) return secondStepByPasskey(pending, credentials.credential);
  const input = secondStepInput.safeParse(credentials);
  if (!input.success) throw new Problem("unauthenticated", { detail: () => t("fields.code") });
  return secondStep(pending, input.data.code);
}

export const PASSKEY = "passkey";

/** Sign-in with a passkey alone, as next-auth wants it. */
export const passkeyProvider = CredentialsProvider({
  id: PASSKEY,
  credentials: { credential: {}, remember: {} },
  async authorize(credentials): Promise<User | null> {
    const exchange = signInExchange.get();
    if (!exchange) return null;
    try {
      const { credential, remember } = credentials ?? {};
      const proved = await signInByPasskey(credential, exchange.passkeyChallenge, (id) => {
        exchange.unknownPasskey = id;
      });
      const { user, passkeyId: passkey } = proved;
      return { ...user, methods: ["passkey"], remember: remember === "on", passkey };
    } catch (error) {
      exchange.problem = toProblem(error);
      return null;
    }
  },
});
