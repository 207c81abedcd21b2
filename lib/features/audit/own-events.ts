import { z } from "zod";
import { pageOfEvents } from "./events";
import { labelOf } from "./labels";

/** How many of their events people see at once, on the page and through the API. */
const OWN_PAGE = 10;

/** A security event as its owner sees it. Dates are ISO 8601. */
export const eventView = z
  .object({
    id: z.uuid(),
    type: z.string(),
    label: z.string(),
    /** Also null where an administrator did it: their address is private. */
    ipAddress: z.string().nullable(),
    byAdministrator: z.boolean(),
    /** The id of the API token that did it, or that was created or revoked. */
    tokenId: z.uuid().nullable(),
    /** The id of the session in which an administrator impersonated the owner. */
    impersonationId: z.uuid().nullable(),
    /** The administrator's reason, for the event that begins an impersonation. */
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Event" });

export type EventView = z.infer<typeof eventView>;

/** One page of a list of events: the events, and the `before` of the next page or null. */
export const pageOf = <Event extends z.ZodType>(event: Event) =>
  z.object({ events: z.array(event), next: z.uuid().nullable() });

/**
 * One page of what happened to a user's account, newest first.
 * @param before id of the last event of the previous page, or null
 * @returns the events, and the `before` of the next page or null
 */
export async function recentEvents(
  userId: string,
  before: string | null,
  take = OWN_PAGE,
): Promise<{ events: EventView[]; next: string | null }> {
  const { rows, next } = await pageOfEvents({ subjectId: userId }, before, take);
  const events = rows.map((row) => {
    const byAdministrator = row.actorId !== null && row.actorId !== userId;
    return {
      id: row.id,
      type: row.type,
      label: labelOf(row),
      ipAddress: byAdministrator ? null : row.ipAddress,
      byAdministrator,
      tokenId: row.tokenId,
      impersonationId: row.impersonationId,
      reason: row.reason,
      createdAt: row.createdAt.toISOString(),
    };
  });
  return { events, next };
}
