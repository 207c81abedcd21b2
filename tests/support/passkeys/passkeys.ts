import { beginPasskey } from "@/lib/features/passkeys/options";
import { addPasskey } from "@/lib/features/passkeys/passkeys";
import { env } from "@/lib/platform/config/env";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import type { Account } from "../people/accounts";
import { newAskingSession, renewalOf } from "../people/sessions";
import { type Authenticator, newAuthenticator, type Twist } from "./authenticator";

/** A passkey of a test: its id, its authenticator, and the recovery codes that came with it. */
export type OwnPasskey = {
  id: string;
  authenticator: Authenticator;
  recoveryCodes: string[] | null;
};

/** Gives an account a passkey. Its open sessions end. */
export async function givePasskey(
  account: Account,
  { name = "Phone", origin = env.NEXTAUTH_URL, ...twist }: Twist & { name?: string } = {},
): Promise<OwnPasskey> {
  const asking = await newAskingSession(account.id);
  const options = await beginPasskey(account, asking.sessionId);
  const authenticator = newAuthenticator(origin);
  const sent = authenticator.create(options, twist);
  const { passkey, recoveryCodes } = await addPasskey(renewalOf(asking), { name, sent });
  await db.session.delete({ where: { id: asking.sessionId } });
  return { id: passkey.id, authenticator, recoveryCodes };
}

/** Stores a passkey without an authenticator. @returns the parameters of its address */
export async function storedPasskey({ id: userId }: Pick<Account, "id">): Promise<{ id: string }> {
  const data = {
    userId,
    credentialId: newSecret(),
    publicKey: newSecret(),
    aaguid: "00000000-0000-0000-0000-000000000000",
    name: "Phone",
    backupEligible: true,
    backedUp: true,
  };
  return db.passkey.create({ data, select: { id: true } });
}
