import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A browser in which somebody has signed in to an account, by a secret for that account only. */
type Device = { secretHash: string; userId: string };

/** The devices with those secrets, of any account. */
export async function findDevices(secretHashes: string[], on: Connection): Promise<Device[]> {
  if (secretHashes.length === 0) return [];
  return on.device.findMany({
    where: { secretHash: { in: secretHashes } },
    select: { secretHash: true, userId: true },
  });
}

/** @returns the secret that belongs to a device of the account with that address; null for none */
export async function findDeviceOf(secretHashes: string[], email: string): Promise<string | null> {
  if (secretHashes.length === 0) return null;
  const found = await db.device.findFirst({
    where: { secretHash: { in: secretHashes }, user: { email } },
    select: { secretHash: true },
  });
  return found?.secretHash ?? null;
}

/** Records a use of a device. @returns false when it is no longer known */
export async function touchDevice(device: Device, on: Connection): Promise<boolean> {
  const { count } = await on.device.updateMany({
    where: device,
    data: { lastSeenAt: new Date() },
  });
  return count === 1;
}

/** @throws a unique violation when it is known already */
export async function createDevice(device: Device, on: Connection): Promise<void> {
  await on.device.create({ data: device, select: { userId: true } });
}

const LAST_USED_FIRST = [{ lastSeenAt: "desc" }, { secretHash: "desc" }] as const;

/** Since when an account has its devices: the `most` most recently used. */
export function listDevices(
  userId: string,
  most: number,
  on: Connection,
): Promise<{ createdAt: Date }[]> {
  return on.device.findMany({
    where: { userId },
    select: { createdAt: true },
    orderBy: [...LAST_USED_FIRST],
    take: most,
  });
}

/** Forgets all devices of an account except the `most` most recently used. */
export async function deleteSurplusDevices(
  userId: string,
  most: number,
  on: Connection,
): Promise<void> {
  const kept = await on.device.findMany({
    where: { userId },
    select: { secretHash: true },
    orderBy: [...LAST_USED_FIRST],
    take: most,
  });
  if (kept.length < most) return;
  const secretHash = { notIn: kept.map((device) => device.secretHash) };
  await on.device.deleteMany({ where: { userId, secretHash } });
}

/** Forgets every browser of an account. */
export async function deleteDevices(userId: string, on: Connection): Promise<void> {
  await on.device.deleteMany({ where: { userId } });
}
