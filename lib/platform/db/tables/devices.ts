import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A browser in which somebody has signed in to an account. */
type Device = { secretHash: string; userId: string };

/** Whether any account was signed in to in this browser before. */
export async function isDevice(secretHash: string): Promise<boolean> {
  const found = await db.device.findFirst({ where: { secretHash }, select: { userId: true } });
  return found !== null;
}

/** Whether the account with that address was signed in to in this browser before. */
export async function isDeviceOf(secretHash: string, email: string): Promise<boolean> {
  const found = await db.device.findFirst({
    where: { secretHash, user: { email } },
    select: { userId: true },
  });
  return found !== null;
}

/** Notes a use of a device. @returns false when it is not known yet */
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

/** How many browsers an account was first signed in to since a moment. */
export function countDevices(userId: string, since: Date, on: Connection): Promise<number> {
  return on.device.count({ where: { userId, createdAt: { gte: since } } });
}

/** Forgets every browser of an account. */
export async function deleteDevices(userId: string, on: Connection): Promise<void> {
  await on.device.deleteMany({ where: { userId } });
}
