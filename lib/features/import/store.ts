import { recordForAll } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { queueWelcome } from "@/lib/features/password/reset";
import { sealTotpSecret } from "@/lib/features/second-factor/totp-code";
import {
  findKnown,
  findTakenIdentities,
  findTakenIds,
  type ImportedFactor,
  type ImportedUser,
  insertImported,
  insertImportedFactors,
  type Known,
} from "@/lib/platform/db/tables/people/imports";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import type { Checked } from "./check-person";

/**
 * Stores people whose addresses have no account, all of them or none.
 * @param mail whether people without a way in get a link for a password
 * @returns the addresses that had one already: somebody may have signed up in the meantime
 */
export function storePeople(people: Checked[], mail: boolean): Promise<Map<string, Known>> {
  return transaction(async (tx) => {
    const known = await knownAmong(people, tx);
    const fresh = people.filter(({ user }) => !known.has(user.email));
    if (fresh.length === 0) return known;
    await renameTakenIds(fresh, tx);
    await dropTakenIdentities(fresh, tx);
    const users = fresh.map(({ user }) => user);
    await insertImported(users, tx);
    await insertImportedFactors(await sealedFactors(fresh), tx);
    const ids = users.map(({ id }) => id);
    await recordForAll("user_created:imported", ids, tx);
    for (const user of users) await tell(user, mail, tx);
    return known;
  });
}

/** The people's apps, sealed for their new ids. */
async function sealedFactors(people: Checked[]): Promise<ImportedFactor[]> {
  const factors: ImportedFactor[] = [];
  for (const { user, totp, codes } of people) {
    const confirmedAt = user.secondFactorAt;
    if (!totp || !confirmedAt) continue;
    const sealed = await sealTotpSecret(user.id, totp);
    factors.push({ userId: user.id, ...sealed, confirmedAt, codes: codes ?? [] });
  }
  return factors;
}

/** The accounts that there are already at the addresses of people. */
export async function knownAmong(people: Checked[], on?: Connection): Promise<Map<string, Known>> {
  const found = await findKnown(
    people.map(({ user }) => user.email),
    on,
  );
  return new Map(found.map((known) => [known.email, known]));
}

async function tell(user: ImportedUser, mail: boolean, tx: Connection): Promise<void> {
  const { accountCreated, accountVerified } = hooks();
  await accountCreated?.(user, tx);
  if (user.emailVerified) await accountVerified?.(user, tx);
  const { password, identities, disabledAt } = user;
  if (!mail || password || identities.length > 0 || disabledAt) return;
  await queueWelcome({ ...user, secondFactorAt: null, lastSignInAt: null }, tx);
}

/** An id of an export may be taken here, by somebody with another address. */
async function renameTakenIds(people: Checked[], tx: Connection): Promise<void> {
  const taken = await findTakenIds(
    people.map(({ user }) => user.id),
    tx,
  );
  for (const { user, notes } of people) {
    if (!taken.has(user.id)) continue;
    user.id = idAt(user.createdAt);
    notes.push("the identifier is in use: it has another one");
  }
}

/** One identity of a provider opens one account. */
async function dropTakenIdentities(people: Checked[], tx: Connection): Promise<void> {
  const all = people.flatMap(({ user }) => user.identities);
  const keyOf = (provider: string, id: string) => `${provider} ${id}`;
  const taken = new Set<string>();
  for (const provider of new Set(all.map((identity) => identity.provider))) {
    const ids = all.flatMap((identity) =>
      identity.provider === provider ? identity.providerAccountId : [],
    );
    const found = await findTakenIdentities(provider, ids, tx);
    for (const id of found) taken.add(keyOf(provider, id));
  }
  for (const { user, notes } of people) {
    user.identities = user.identities.filter(({ provider, providerAccountId }) => {
      const key = keyOf(provider, providerAccountId);
      if (taken.has(key)) {
        notes.push(`the ${provider} account belongs to somebody else here`);
        return false;
      }
      taken.add(key);
      return true;
    });
  }
}
