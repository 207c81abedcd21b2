import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A browser in which somebody has signed in to an account, by a secret for that account alone. */
type Device = { secretHash: string; userId: string };

/** The devices with those secrets, of whatever account. */
export function findDevices(secretHashes: string[], on: Connection): Promise<Device[]> {
  return on.device.findMany({
    where: { secretHash: { in: secretHashes } },
    select: { secretHash: true, userId: true },
  });
}

/** @returns which of the secrets is a device's of the account with that address; null for none */
export async function findDeviceOf(secretHashes: string[], email: string): Promise<string | null> {
  const found = await db.device.findFirst({
    where: { secretHash: { in: secretHashes }, user: { email } },
    select: { secretHash: true },
  });
  return found?.secretHash ?? null;
}

/** Notes a use of a device. @returns false when it is not known any more */
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

/** Since when an account has its devices: of the `most` used last. */
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

/** Forgets all devices of an account but the `most` used last. */
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
