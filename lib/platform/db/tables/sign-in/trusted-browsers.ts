import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A trusted browser as its owner sees it. */
export type TrustedBrowser = {
  id: string;
  trustedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

const SHOWN = { id: true, trustedAt: true, ipAddress: true, userAgent: true } as const;

/** Trusts a known browser of a user from now on. @throws when it is not known */
export async function trustDevice(
  device: { deviceHash: string; userId: string },
  seen: { ipAddress: string | null; userAgent: string | null },
  on: Connection,
): Promise<void> {
  const fresh = { ...seen, trustedAt: new Date() };
  await on.trustedBrowser.upsert({
    where: { deviceHash_userId: device },
    create: { ...device, ...fresh },
    update: fresh,
    select: { id: true },
  });
}

/** Since when a user trusts one of some browsers, if that was after `after`; null where none is trusted. */
export async function findTrusted(
  userId: string,
  deviceHashes: string[],
  after: Date,
  on: Connection = db,
): Promise<Date | null> {
  const found = await on.trustedBrowser.findFirst({
    where: { userId, deviceHash: { in: deviceHashes }, trustedAt: { gt: after } },
    select: { trustedAt: true },
    orderBy: { trustedAt: "desc" },
  });
  return found?.trustedAt ?? null;
}

/** The browsers that a user trusts since `after`, the newest first. */
export function listTrusted(userId: string, after: Date): Promise<TrustedBrowser[]> {
  return db.trustedBrowser.findMany({
    where: { userId, trustedAt: { gt: after } },
    select: SHOWN,
    orderBy: { trustedAt: "desc" },
  });
}

/** @returns whether this user had such a browser */
export async function deleteTrusted(userId: string, id: string, on: Connection): Promise<boolean> {
  const { count } = await on.trustedBrowser.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** Stops trusting every browser of a user. @returns how many were trusted */
export async function deleteAllTrusted(userId: string, on: Connection): Promise<number> {
  return (await on.trustedBrowser.deleteMany({ where: { userId } })).count;
}
