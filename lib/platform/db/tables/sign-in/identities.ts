import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** An identity at a provider that signs in to an account. */
export type StoredIdentity = {
  id: string;
  provider: string;
  email: string | null;
  createdAt: Date;
};

/** The key of an identity. */
export type IdentityKey = { provider: string; subject: string };

const keyOf = ({ provider, subject }: IdentityKey) => ({
  provider_providerAccountId: { provider, providerAccountId: subject },
});

/** The owner of an identity; null when it has none. */
export async function findIdentityOwner(
  key: IdentityKey,
  on: Connection = db,
): Promise<string | null> {
  const row = await on.account.findUnique({ where: keyOf(key), select: { userId: true } });
  return row?.userId ?? null;
}

/** Gives an account an identity. @throws a unique violation when it is taken */
export async function createIdentity(
  identity: IdentityKey & { userId: string; email: string | null },
  on: Connection,
): Promise<void> {
  const { subject: providerAccountId, ...rest } = identity;
  await on.account.create({
    data: { ...rest, providerAccountId, type: "oauth" },
    select: { id: true },
  });
}

/** The identities of a user, the oldest first. */
export function listIdentities(userId: string, on: Connection = db): Promise<StoredIdentity[]> {
  return on.account.findMany({
    where: { userId },
    select: { id: true, provider: true, email: true, createdAt: true },
    orderBy: { id: "asc" },
  });
}

/** One identity of a user; null when it is not theirs. */
export function findIdentity(
  userId: string,
  id: string,
  on: Connection,
): Promise<StoredIdentity | null> {
  return on.account.findFirst({
    where: { id, userId },
    select: { id: true, provider: true, email: true, createdAt: true },
  });
}

/** @returns whether there was such an identity of this user */
export async function deleteIdentity(userId: string, id: string, on: Connection): Promise<boolean> {
  const { count } = await on.account.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** Whether a user signs in through a provider. */
export async function hasIdentity(userId: string, on: Connection = db): Promise<boolean> {
  return (await on.account.findFirst({ where: { userId }, select: { id: true } })) !== null;
}
