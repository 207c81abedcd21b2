import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { requireWayIn } from "@/lib/features/account-security/ways-in";
import { auditDenied, recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { mailedNameField } from "@/lib/features/input/fields";
import { giveRecoveryCodes } from "@/lib/features/second-factor/recovery-codes";
import { updateSecondFactor } from "@/lib/features/second-factor/removal";
import { methodsOf } from "@/lib/features/sessions/methods";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { requestOrigin } from "@/lib/platform/core/request-context";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { findMethods } from "@/lib/platform/db/tables/sessions";
import {
  countPasskeys,
  createPasskey,
  deletePasskey,
  findHandle,
  findPasskey,
  listPasskeys,
  type NewPasskey,
  type Passkey,
  passkeyExists,
  renamePasskey,
} from "@/lib/platform/db/tables/sign-in/passkeys";
import { countRecoveryCodes } from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { lockUser, setSecondFactor } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { describeAgent } from "@/lib/platform/http/user-agent";
import {
  passkeyAddedMail,
  passkeyRemovedMail,
} from "@/lib/platform/mail/templates/ways-in/passkeys";
import { t } from "@/lib/platform/texts/t";
import { answerChallenge } from "./challenges";
import { readRegistration } from "./credential";
import { rpId, verifyRegistration } from "./verify";

/** More than anybody has devices; few enough to check them all. */
export const MOST_PASSKEYS = 10;
const NAME_LIMIT = 40;

/** The owner's name for a passkey: one printable line. */
export const passkeyName = mailedNameField(() => t("passkey.nameMissing"), NAME_LIMIT);

/** A passkey as its owner sees it. Dates are ISO 8601. */
export const passkeyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    /** Whether it is synced to its owner's other devices. */
    synced: z.boolean(),
  })
  .meta({ id: "Passkey" });

export type PasskeyView = z.infer<typeof passkeyView>;

/** What a browser tells its authenticators, so that they forget passkeys that are no longer accepted. */
const acceptedView = z.object({
  rpId: z.string(),
  userId: z.string(),
  allAcceptedCredentialIds: z.array(z.string()),
});

/** The passkeys of an account; `accepted` is null where there never was one. */
export const passkeysView = z.object({
  passkeys: z.array(passkeyView),
  accepted: acceptedView.nullable(),
});

const viewOf = (passkey: Passkey): PasskeyView => ({
  id: passkey.id,
  name: passkey.name,
  createdAt: passkey.createdAt.toISOString(),
  lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
  synced: passkey.backedUp,
});

/** The passkeys of an account, for its owner. */
export async function passkeysOf(userId: string): Promise<z.infer<typeof passkeysView>> {
  const [passkeys, handle] = await Promise.all([listPasskeys(userId), findHandle(userId)]);
  const allAcceptedCredentialIds = passkeys.map(({ credentialId }) => credentialId);
  return {
    passkeys: passkeys.map(viewOf),
    accepted: handle === null ? null : { rpId, userId: handle, allAcceptedCredentialIds },
  };
}

/** The name of a passkey until its owner changes it: where it was created. */
export function suggestedName(): string {
  const { browser, system } = describeAgent(requestOrigin().userAgent);
  if (!browser || !system) return t("passkey.aName");
  return t("passkey.aNameOf", { browser, system }).slice(0, NAME_LIMIT);
}

/**
 * Adds a passkey. It is a second factor from now on, so an account without recovery codes gets some. Every
 * other session ends.
 * @param renewal of the caller's session
 * @param sent the browser's answer to beginPasskey()
 * @returns the passkey, and the recovery codes if there are new ones
 * @throws Problem invalid on `credential`; passkeys_full; unauthenticated
 */
export async function addPasskey(
  renewal: Renewal,
  { name, sent }: { name: string; sent: unknown },
): Promise<{ passkey: PasskeyView; recoveryCodes: string[] | null }> {
  const { userId, sessionId } = renewal;
  const registration = readRegistration(sent);
  const use = { purpose: "add", userId, boundTo: sessionId } as const;
  if (!registration || !(await answerChallenge(registration.challenge, use))) throw refused();
  const verified = await verifyRegistration(registration);
  if (!verified) throw refused();
  const add = (tx: Connection) => store(renewal, { ...verified, userId, name }, tx);
  return transaction(add).catch((error) => {
    throw isUniqueViolation(error) ? refused() : error;
  });
}

const refused = () =>
  new Problem("invalid", { errors: [{ field: "credential", message: t("passkey.failed") }] });

async function store(renewal: Renewal, passkey: NewPasskey, tx: Connection) {
  const { userId, sessionId, now } = renewal;
  const user = await lockUser(userId, tx);
  if (!user) throw new Problem("unauthenticated");
  if ((await countPasskeys(userId, tx)) >= MOST_PASSKEYS) throw new Problem("passkeys_full");
  if (await findPasskey(passkey.credentialId, tx)) throw refused();
  const stored = await createPasskey(passkey, tx);
  if (!user.secondFactorAt) await setSecondFactor(userId, now, tx);
  const before = methodsOf(await findMethods(sessionId, tx));
  await renew(renewal, [...new Set([...before, "passkey"] as const)], tx);
  const mail = passkeyAddedMail(user, passkey.name);
  const change = { event: "authn_token_created:passkey", mail } as const;
  await credentialChanged(user, { ...change, keepSession: sessionId }, tx);
  const recoveryCodes =
    (await countRecoveryCodes(userId, tx)) === 0 ? await giveRecoveryCodes(userId, tx) : null;
  return { passkey: viewOf(stored), recoveryCodes };
}

/** Renames a passkey of the caller. @throws Problem not_found; unauthenticated */
export async function nameAgain(asking: AskingSession, id: string, name: string): Promise<void> {
  const { userId } = asking;
  const found = await transaction(async (tx) => {
    await lockCaller(asking, tx);
    const renamed = await renamePasskey({ userId, id }, name, tx);
    if (renamed) await recordEvent("user_updated:passkey_name", { subjectId: userId, on: tx });
    return renamed;
  });
  if (!found) throw await noSuchPasskey(userId, id);
}

/**
 * Removes a passkey of the caller. Without another second factor, sign-ins ask for none from now on. Every
 * other session ends.
 * @param renewal of the caller's session
 * @throws Problem not_found; last_way_in; second_factor_required; unauthenticated
 */
export async function removePasskey(renewal: Renewal, id: string): Promise<void> {
  const { userId, sessionId } = renewal;
  const found = await transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user) throw new Problem("unauthenticated");
    const passkey = (await listPasskeys(userId, tx)).find((own) => own.id === id);
    if (!passkey) return false;
    await deletePasskey({ userId, id }, tx);
    await requireWayIn(userId, tx);
    await updateSecondFactor(user, tx);
    await renew(renewal, null, tx);
    const mail = passkeyRemovedMail(user, passkey.name);
    const change = { event: "authn_token_revoked:passkey", mail } as const;
    await credentialChanged(user, { ...change, keepSession: sessionId }, tx);
    return true;
  });
  if (!found) throw await noSuchPasskey(userId, id);
}

/** Somebody else's is not found either; the attempt is recorded. */
async function noSuchPasskey(userId: string, id: string): Promise<Problem> {
  if (await passkeyExists(id)) await auditDenied(userId);
  return new Problem("not_found", { detail: () => t("passkey.noSuch") });
}
