import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";

/** A browser that an account trusts. @returns its public id */
export async function trustedBrowserOf(userId: string): Promise<string> {
  const deviceHash = newSecret();
  await db.device.create({ data: { secretHash: deviceHash, userId } });
  return (await db.trustedBrowser.create({ data: { deviceHash, userId } })).id;
}
