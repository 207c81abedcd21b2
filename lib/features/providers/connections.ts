import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { usableProviders } from "@/lib/features/account-security/usable-providers";
import { requireWayIn } from "@/lib/features/account-security/ways-in";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
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
    /** The name of the provider. */
    provider: z.string(),
    /** The address at the provider when it was connected; null where it gave none. */
    email: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Connection" });

export type ConnectionView = z.infer<typeof connectionView>;

/**
 * The identities that can sign in to an account.
 * @param nameOf the name of a provider, by its stored key
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

/** The providers at which an account has an identity, by their stored keys. */
export const providersOf = async (userId: string): Promise<string[]> =>
  (await listIdentities(userId)).map(({ provider }) => provider);

/**
 * Connects an identity to the account of the calling session. The session continues, with its proof.
 * @param name the name of the provider
 * @throws Problem identity_taken when it belongs to another account; unauthenticated when the session has
 * ended
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
 * Disconnects an identity from the account of the calling session.
 * @param nameOf the name of a provider, by its stored key
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
    await deleteIdentity(user.id, id, tx);
    // An identity at a provider that is no longer configured is no way in, and can be removed.
    if (usableProviders().includes(identity.provider)) await requireWayIn(user.id, tx);
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
