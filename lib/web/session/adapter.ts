import type { Adapter, AdapterUser } from "next-auth/adapters";
import { Problem } from "@/lib/platform/core/problem";
import { prismaAdapter } from "@/lib/platform/db/tables/next-auth-adapter";
import { signInExchange } from "./token";

/**
 * @next-auth/prisma-adapter, for what next-auth may read. It makes no account and connects no identity: it
 * would do so by the address that a provider names. Whose an identity is, the route decides
 * (lib/features/providers), and next-auth is told (docs/decisions/040-providers.md).
 */
export const adapter: Adapter = {
  ...prismaAdapter,
  getUserByEmail: async () => null,
  async getUserByAccount() {
    const decision = signInExchange.get()?.decision;
    if (!decision || "done" in decision) return null;
    return (await prismaAdapter.getUser?.(decision.user.id)) ?? null;
  },
  createUser: refuse,
  linkAccount: refuse,
};

/** @throws Problem whatever was asked for */
function refuse(): Promise<AdapterUser> & Promise<undefined> {
  throw new Problem("provider_failed");
}
