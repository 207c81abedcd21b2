import { randomUUID } from "node:crypto";
import type { AskingSession } from "@/lib/features/asking/asking";
import { HOUR_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import type { Connection } from "@/lib/platform/db/transaction";

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
