import { randomUUID } from "node:crypto";
import type { AskingSession } from "@/lib/features/asking/asking";
import { HOUR_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";

/** Opens a session for an account. @returns it as a request that it lets in has it */
export async function newAskingSession(userId: string): Promise<AskingSession> {
  const secretHash = randomUUID();
  await createSession({
    secretHash,
    userId,
    remember: false,
    authenticatedAt: new Date(),
    methods: "password",
    expiresAt: new Date(Date.now() + HOUR_MS),
    ipAddress: null,
    userAgent: null,
  });
  const { id } = await db.session.findUniqueOrThrow({ where: { secretHash } });
  return { userId, sessionId: id, secretHash };
}
