import { listAllEvents } from "@/lib/db/events";
import { findUser } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
import { activeSessions } from "./sessions";

/** All that is kept about a user, for them to take away. Nothing secret is part of it. */
export async function exportAccount(userId: string, sessionId: string) {
  const user = await findUser(userId);
  if (!user) throw new Problem("not_found");
  return {
    exportedAt: new Date().toISOString(),
    account: user,
    sessions: await activeSessions(userId, sessionId),
    events: await listAllEvents(userId),
  };
}
