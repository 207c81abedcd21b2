import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { usableProviders } from "@/lib/features/account-security/usable-providers";
import { requireOtherWayIn } from "@/lib/features/account-security/ways-in";
import { type AskingSession, lockCaller } from "@/lib/features/asking/asking";
import { Problem } from "@/lib/platform/core/problem";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import {
  createIdentity,
  deleteIdentity,
  findIdentity,
  findIdentityOwner,
  listIdentities,
} from "@/lib/platform/db/tables/sign-in/identities";
import { transaction } from "@/lib/platform/db/transaction";
import {
  providerConnectedMail,
  providerDisconnectedMail,
} from "@/lib/platform/mail/templates/ways-in/provider";
import { t } from "@/lib/platform/texts/t";
import type { Identity } from "./identity";

/** An identity as its owner sees it. Dates are ISO 8601. */
export const connectionView = z
  .object({
    id: z.uuid(),
    /** What the provider is called. */
    provider: z.string(),
    /** The address at the provider when it was connected; null where it said none. */
    email: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Connection" });

export type ConnectionView = z.infer<typeof connectionView>;

/**
 * The identities that sign in to an account.
 * @param nameOf what a provider is called, by what is stored of it
 */
export async function connectionsOf(
  userId: string,
  nameOf: (provider: string) => string,
): Promise<ConnectionView[]> {
  const rows = await listIdentities(userId);
  return rows.map(({ id, provider, email, createdAt }) => ({
    id,
    provider: nameOf(provider),
    email,
    createdAt: createdAt.toISOString(),
  }));
}

/** The providers that an account has an identity of, as they are stored. */
export const providersOf = async (userId: string): Promise<string[]> =>
  (await listIdentities(userId)).map(({ provider }) => provider);

/**
 * Connects an identity to the account of the session that asks. The session goes on, with the proof it had.
 * @param name what the provider is called
 * @throws Problem identity_taken when it is another account's; unauthenticated when the session has ended
 */
export async function connect(
  asking: AskingSession,
  identity: Identity,
  name: string,
): Promise<void> {
  try {
    await transaction(async (tx) => {
      const user = await lockCaller(asking, tx);
      const owner = await findIdentityOwner(identity, tx);
      if (owner === user.id) return;
      if (owner) throw new Problem("identity_taken");
      const { provider, subject, email } = identity;
      await createIdentity({ userId: user.id, provider, subject, email }, tx);
      await credentialChanged(
        user,
        {
          event: "user_updated:provider_connected",
          mail: providerConnectedMail(user, { provider: name, address: email }),
          keepSession: asking.sessionId,
        },
        tx,
      );
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem("identity_taken");
    throw error;
  }
}

/**
 * Takes an identity away from the account of the session that asks.
 * @param nameOf what a provider is called, by what is stored of it
 * @throws Problem not_found; last_way_in; unauthenticated when the session has ended
 */
export async function disconnect(
  asking: AskingSession,
  id: string,
  nameOf: (provider: string) => string,
): Promise<void> {
  await transaction(async (tx) => {
    const user = await lockCaller(asking, tx);
    const identity = await findIdentity(user.id, id, tx);
    if (!identity)
      throw new Problem("not_found", { detail: () => t("providers.noSuchConnection") });
    // One of a provider that is not configured any more is no way in, and may go.
    if (usableProviders().includes(identity.provider)) await requireOtherWayIn(user.id, tx);
    await deleteIdentity(user.id, id, tx);
    await credentialChanged(
      user,
      {
        event: "user_updated:provider_disconnected",
        mail: providerDisconnectedMail(user, { provider: nameOf(identity.provider) }),
        keepSession: asking.sessionId,
      },
      tx,
    );
  });
}
