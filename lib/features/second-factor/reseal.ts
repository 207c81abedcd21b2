import { env } from "@/lib/platform/config/env";
import { keyIdOf } from "@/lib/platform/crypto/key";
import { findTotpOfOtherKeys, replaceSealedTotp } from "@/lib/platform/db/tables/sign-in/totp";
import { openTotpSecret, sealTotpSecret } from "./totp-code";

/** Few enough that other requests get their turn in between. */
const BATCH = 100;

/**
 * Reseals every app's secret that was sealed with an earlier key, so that the earlier key can be removed
 * without locking anybody out.
 * @returns how many were resealed, and how many no key of this process opens: those wait for theirs
 */
export async function resealTotpSecrets(): Promise<{ resealed: number; unreadable: number }> {
  const done = { resealed: 0, unreadable: 0 };
  const current = keyIdOf(env.secrets[0]);
  for (let after: { keyId: string; userId: string } | null = null; ; ) {
    const rows = await findTotpOfOtherKeys(current, after, BATCH);
    for (const { userId, sealed } of rows) {
      const secret = await openTotpSecret(userId, sealed);
      if (secret) await replaceSealedTotp(userId, sealed, await sealTotpSecret(userId, secret));
      done[secret ? "resealed" : "unreadable"]++;
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return done;
    after = { keyId: last.keyId, userId: last.userId };
  }
}
