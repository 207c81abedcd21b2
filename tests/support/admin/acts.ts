import { trailOf } from "../database/events";
import { moveSessions } from "../database/session-rows";
import { type Account, createAccount, signedInClient } from "../people/accounts";
import type { ApiClient } from "../requests/client";

/** Longer ago than a recent authentication may be. */
const LONG_AGO = new Date(Date.now() - 11 * 60_000);

/** An administrator whose sign-in is too old for acts that require recent authentication. */
export async function staleAdmin(): Promise<ApiClient> {
  const other = await createAccount({ role: "admin" });
  const client = await signedInClient(other);
  await moveSessions(other.id, { authenticatedAt: LONG_AGO });
  return client;
}

/** What administrators did to an account, from the trail: who, and what. */
export async function actsOn({ id }: Account): Promise<{ actorId: string | null; what: string }[]> {
  const trail = await trailOf(id);
  return trail
    .filter(({ actorId, subjectId }) => actorId !== null && actorId !== subjectId)
    .map(({ actorId, type, detail }) => ({ actorId, what: `${type}:${detail}` }));
}
