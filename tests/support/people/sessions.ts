import { randomUUID } from "node:crypto";
import type { AskingSession } from "@/lib/features/caller/caller";
import { openSession } from "@/lib/features/sign-in/open-session";
import { HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import type { Connection } from "@/lib/platform/db/transaction";

type Proved = Parameters<typeof openSession>[1];

/** Opens a session for an account. @returns it as a request that it lets in has it */
export async function newAskingSession(
  userId: string,
  on: Connection = db,
): Promise<AskingSession> {
  const secretHash = randomUUID();
  await createSession(
    {
      secretHash,
      userId,
      remember: false,
      authenticatedAt: new Date(),
      methods: "password",
      expiresAt: new Date(Date.now() + HOUR_MS),
      ipAddress: null,
      userAgent: null,
    },
    on,
  );
  const { id } = await on.session.findUniqueOrThrow({ where: { secretHash } });
  return { userId, sessionId: id, secretHash };
}

/**
 * Opens the session of a proof, as next-auth's callback does.
 * @param proved in an unknown browser, unless it says which
 */
export const openProved = (
  { id: userId }: { id: string },
  proved: Omit<Proved, "device"> & Partial<Pick<Proved, "device">>,
) =>
  openSession(
    {
      secretHash: newSecret(),
      userId,
      remember: false,
      authenticatedAt: new Date(),
      expiresAt: new Date(Date.now() + MINUTE_MS),
    },
    { device: null, ...proved },
  );

/** What a session that asks is given for a recent proof: a new secret. */
export const renewalOf = ({ userId, sessionId, secretHash: from }: AskingSession) => ({
  userId,
  sessionId,
  from,
  to: newSecret(),
  now: new Date(),
});

/** The sessions of an account, in any order. */
export const sessionsOf = ({ id: userId }: { id: string }) =>
  db.session.findMany({ where: { userId } });
