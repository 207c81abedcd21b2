import { answerSignInChallenge } from "@/lib/features/passkeys/challenges";
import { type ProvedByPasskey, provePasskey } from "@/lib/features/passkeys/prove";
import { Problem } from "@/lib/platform/core/problem";
import { byNetwork, giveBack, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";

/** The problem of a passkey that proves nothing, whatever the reason. */
export const passkeyRefused = (): Problem =>
  new Problem("unauthenticated", { detail: () => t("passkey.failed") });

/**
 * Signs somebody in by a passkey alone, which says who they are. It counts as two factors: the device is
 * one, and the way its owner unlocks it the other.
 * @param sent the answer of the authenticator
 * @param sealed the browser's cookie, with the challenge
 * @param unknown called with the credential id where no account has it
 * @throws Problem unauthenticated; too_many_requests
 */
export async function signInByPasskey(
  sent: unknown,
  sealed: string | null,
  unknown?: (credentialId: string) => void,
): Promise<ProvedByPasskey> {
  const networks = byNetwork(limits.passkeyByNetwork);
  const proved = await throttled(networks, async () => {
    const answer = (challenge: string) => answerSignInChallenge(challenge, sealed);
    const failure = "authn_login_fail:passkey";
    const found = await provePasskey(sent, {
      userId: null,
      answer,
      failure,
      ...(unknown && { unknown }),
    });
    if (!found) throw passkeyRefused();
    return found;
  });
  await Promise.all(networks.map(giveBack));
  return proved;
}
