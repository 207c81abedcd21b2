import { Secret, TOTP } from "otpauth";
import { beginEnrolment, completeEnrolment } from "@/lib/features/second-factor/enrolment";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import type { Account } from "./accounts";

const STEP_MS = 30 * SECOND_MS;

const ENOUGH_MS = 2 * SECOND_MS;

/**
 * The code that an authenticator app shows; on request some steps later, or earlier.
 * @param enough a code works while it is shown: one that is about to expire is not used. For how long this one must
 * still work, in milliseconds
 */
export function codeOf(secret: string, steps = 0, enough = ENOUGH_MS): string {
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left < enough) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, left);
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * STEP_MS,
  });
}

/** A second factor: the secret of an authenticator app, and the recovery codes. */
export type SecondFactor = { secret: string; recoveryCodes: string[] };

/**
 * Sets up an authenticator app for an account. The current code still works, as if it had been set up a
 * while ago.
 */
export async function giveSecondFactor({ id }: Account): Promise<SecondFactor> {
  const from = newSecret();
  await createSession({
    secretHash: from,
    userId: id,
    remember: false,
    authenticatedAt: new Date(),
    methods: "password",
    expiresAt: new Date(Date.now() + MINUTE_MS),
    ipAddress: null,
    userAgent: null,
  });
  const session = await db.session.findUniqueOrThrow({ where: { secretHash: from } });
  const asking = { userId: id, sessionId: session.id, secretHash: from };
  const { secret } = await beginEnrolment(asking);
  const recoveryCodes = await completeEnrolment(
    {
      userId: id,
      sessionId: session.id,
      from,
      to: newSecret(),
      now: new Date(),
    },
    codeOf(secret),
  );
  await db.totp.update({ where: { userId: id }, data: { lastStep: 0 } });
  await db.session.delete({ where: { id: session.id } });
  return { secret, recoveryCodes };
}
