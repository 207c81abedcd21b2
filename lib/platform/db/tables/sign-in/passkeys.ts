import { db } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A passkey as its owner sees it, and the data to check its answers. */
export type Passkey = {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string;
  name: string;
  backupEligible: boolean;
  backedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

const PASSKEY = {
  id: true,
  userId: true,
  credentialId: true,
  publicKey: true,
  counter: true,
  transports: true,
  name: true,
  backupEligible: true,
  backedUp: true,
  createdAt: true,
  lastUsedAt: true,
} satisfies Prisma.PasskeySelect;

/** What is stored when a passkey is added. */
export type NewPasskey = Omit<Passkey, "id" | "createdAt" | "lastUsedAt"> & { aaguid: string };

/** @throws a unique violation when it is taken */
export async function createPasskey(passkey: NewPasskey, on: Connection): Promise<Passkey> {
  return on.passkey.create({ data: passkey, select: PASSKEY });
}

/** The passkeys of a user, the oldest first. */
export function listPasskeys(userId: string, on: Connection = db): Promise<Passkey[]> {
  return on.passkey.findMany({ where: { userId }, select: PASSKEY, orderBy: { id: "asc" } });
}

/** How many passkeys a user has. */
export function countPasskeys(userId: string, on: Connection = db): Promise<number> {
  return on.passkey.count({ where: { userId } });
}

/** A passkey with the handle of its owner, by its credential id; null when there is none. */
export async function findPasskey(
  credentialId: string,
  on: Connection = db,
): Promise<(Passkey & { handle: string | null }) | null> {
  const passkey = await on.passkey.findUnique({ where: { credentialId }, select: PASSKEY });
  if (!passkey) return null;
  const owner = await on.passkeyOwner.findUnique({
    where: { userId: passkey.userId },
    select: { handle: true },
  });
  return { ...passkey, handle: owner?.handle ?? null };
}

/** Whether a user has that passkey still. */
export async function hasPasskey(userId: string, id: string, on: Connection): Promise<boolean> {
  return (await on.passkey.count({ where: { id, userId } })) === 1;
}

/** Whether anybody has such a passkey. */
export async function passkeyExists(id: string): Promise<boolean> {
  return (await db.passkey.count({ where: { id } })) === 1;
}

/** Records a use of a passkey. @returns false when it is gone */
export async function touchPasskey(
  { userId, id }: { userId: string; id: string },
  data: { counter: number; backupEligible: boolean; backedUp: boolean; lastUsedAt: Date },
  on: Connection,
): Promise<boolean> {
  const { count } = await on.passkey.updateMany({ where: { id, userId }, data });
  return count === 1;
}

/** Gives a passkey of a user another name. @returns whether there is one */
export async function renamePasskey(
  { userId, id }: { userId: string; id: string },
  name: string,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.passkey.updateMany({ where: { id, userId }, data: { name } });
  return count === 1;
}

/** @returns whether there was such a passkey of that user */
export async function deletePasskey(
  { userId, id }: { userId: string; id: string },
  on: Connection,
): Promise<boolean> {
  const { count } = await on.passkey.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** Removes every passkey of a user. @returns how many there were */
export async function deletePasskeys(userId: string, on: Connection): Promise<number> {
  return (await on.passkey.deleteMany({ where: { userId } })).count;
}

/** The handle by which authenticators know a user; null where there never was a passkey. */
export async function findHandle(userId: string): Promise<string | null> {
  const owner = await db.passkeyOwner.findUnique({ where: { userId }, select: { handle: true } });
  return owner?.handle ?? null;
}

/**
 * Gives a user a handle, unless there is one. Prisma's upsert fails where two come at once.
 * @returns the one there is now
 */
export async function keepHandle(userId: string, handle: string): Promise<string> {
  const kept = await findHandle(userId);
  if (kept) return kept;
  try {
    await db.passkeyOwner.create({ data: { userId, handle }, select: { userId: true } });
    return handle;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return (await findHandle(userId)) ?? handle;
  }
}
