import { z } from "zod";
import { connectionsOf, connectionView } from "@/lib/features/providers/connections";
import { secondFactorOf } from "@/lib/features/second-factor/enrolment";
import { findPasswordTime } from "@/lib/platform/db/tables/passwords";
import { listPasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";

/** What an account is signed in to with, as an administrator sees it: nothing that opens it. */
export const signsInWithView = z
  .object({
    /** When its owner set the password; null where there is none. */
    passwordSetAt: z.iso.datetime().nullable(),
    connections: z.array(connectionView),
    passkeys: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        createdAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
      }),
    ),
    /** Since when there is an authenticator app; null where there is none. */
    authenticatorSince: z.iso.datetime().nullable(),
    /** How many recovery codes are left. */
    recoveryCodes: z.int().min(0),
  })
  .meta({ id: "SignsInWith" });

export type SignsInWith = z.infer<typeof signsInWithView>;

/**
 * What an account is signed in to with.
 * @param nameOf what a provider is called, by what is stored of it
 */
export async function signsInWith(
  userId: string,
  nameOf: (provider: string) => string,
): Promise<SignsInWith> {
  const [password, connections, passkeys, factor] = await Promise.all([
    findPasswordTime(userId),
    connectionsOf(userId, nameOf),
    listPasskeys(userId),
    secondFactorOf(userId),
  ]);
  return {
    passwordSetAt: password?.toISOString() ?? null,
    connections,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    authenticatorSince: factor.since,
    recoveryCodes: factor.recoveryCodes,
  };
}
