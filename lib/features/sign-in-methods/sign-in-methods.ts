import { z } from "zod";
import { connectionsOf, connectionView } from "@/lib/features/providers/connections";
import { secondFactorOf } from "@/lib/features/second-factor/enrolment";
import { findPasswordTime } from "@/lib/platform/db/tables/passwords";
import { listPasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";

/** How the owner of an account signs in, as an administrator sees it: without any secret. */
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
 * How the owner of an account signs in.
 * @param nameOf the name of a provider, by its stored key
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
