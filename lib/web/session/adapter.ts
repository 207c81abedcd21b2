import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import { normaliseEmail } from "@/lib/features/input/email-address";
import { anybodyMaySignUp } from "@/lib/features/invitations/who-may-sign-up";
import { prismaAdapter } from "@/lib/platform/db/tables/next-auth-adapter";
import { withSearchKeys } from "@/lib/platform/db/tables/users";

/** The columns of Account. Providers send more than that, which Prisma would refuse. */
const ACCOUNT_FIELDS = [
  "userId",
  "type",
  "provider",
  "providerAccountId",
  "refresh_token",
  "access_token",
  "expires_at",
  "token_type",
  "scope",
  "id_token",
  "session_state",
] as const;

/**
 * @next-auth/prisma-adapter for the OAuth providers a team adds to options.ts. Credentials
 * sign-in does not use it. It hands over what our tables take: normalised addresses, a name for
 * everybody, no unknown columns.
 */
export const adapter: Adapter = {
  ...prismaAdapter,
  getUserByEmail: async (email: string) =>
    (await prismaAdapter.getUserByEmail?.(normaliseEmail(email))) ?? null,
  createUser: async (user: AdapterUser) => {
    if (!anybodyMaySignUp()) throw new Error("SIGN_UP lets nobody make an account by themselves");
    const email = normaliseEmail(user.email);
    const name = user.name || email.slice(0, email.lastIndexOf("@"));
    const row = { ...user, email, name, ...withSearchKeys({ name, email }) };
    return (await prismaAdapter.createUser?.(row)) as AdapterUser;
  },
  linkAccount: async (account: AdapterAccount) => {
    const known = ACCOUNT_FIELDS.map((field) => [field, account[field]]);
    await prismaAdapter.linkAccount?.(Object.fromEntries(known) as AdapterAccount);
  },
};
