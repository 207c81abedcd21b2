import { z } from "zod";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import { emailField } from "@/lib/features/input/email-address";
import { searchText } from "@/lib/features/input/search-text";
import { networkAddressIn } from "@/lib/platform/core/network-address";
import { fromReplica } from "@/lib/platform/db/replica";
import type { EventFilter, SecurityEvent } from "@/lib/platform/db/tables/events";
import { organisationIdOf, slugsOf } from "@/lib/platform/db/tables/people/user-lists";
import { findEmails, findUserByEmail } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { timeZoneOf } from "@/lib/platform/http/reader";
import { boundsOfDay } from "@/lib/platform/texts/format/day";
import { EVENT_TYPES, eventsQuery, pageOfEvents, recordEvent } from "./events";
import { labelOf } from "./labels";

const PAGE_SIZE = 50;
const EXPORT_BATCH = 1000;

const typed = searchText(320).min(1).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/**
 * The query of the audit trail: `?account=…&by=…&token=…&organisation=…&type=…&ipAddress=…&from=2026-01-31&until=…&timeZone=Asia/Tokyo&before=…`.
 * `account` and `by` are e-mail addresses or ids, `token` is the id of an API token, `organisation` a slug
 * or, of a deleted one, an id; days are in the given time zone, otherwise UTC, and inclusive. Invalid
 * values are ignored.
 */
export const trailQuery = eventsQuery.extend({
  account: typed,
  by: typed,
  token: z.uuid().optional().catch(undefined),
  organisation: typed,
  type: z.enum(EVENT_TYPES).optional().catch(undefined),
  ipAddress: searchText(320)
    .min(1)
    .transform((written) => networkAddressIn(written) ?? written)
    .optional()
    .catch(undefined),
  from: day,
  until: day,
  /** IANA name of the zone of the days. */
  timeZone: z
    .string()
    .transform((name) => timeZoneOf(name) ?? undefined)
    .optional()
    .catch(undefined),
});

type TrailQuery = z.infer<typeof trailQuery>;

/** Somebody an event is about. The address is missing for a deleted account. */
const person = z.object({ id: z.string(), email: z.string().nullable() }).meta({ id: "Person" });

/** A security event as an administrator sees it. Dates are ISO 8601. */
export const trailEntry = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    type: z.string(),
    detail: z.string().nullable(),
    label: z.string(),
    /** Whose account it is about. */
    account: person.nullable(),
    /** Who did it. */
    by: person.nullable(),
    /** The id of the API token that did it, or that was created or revoked. */
    token: z.uuid().nullable(),
    /** The organisation that it is about. The slug is missing for a deleted one. */
    organisation: z
      .object({ id: z.string(), slug: z.string().nullable() })
      .meta({ id: "EventOrganisation" })
      .nullable(),
    /** The id of the session in which `by` impersonated the owner of the account. */
    impersonation: z.uuid().nullable(),
    /** The reason, for the event that begins an impersonation. */
    reason: z.string().nullable(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: "TrailEntry" });

export type TrailEntry = z.infer<typeof trailEntry>;

/**
 * One page of the audit trail, newest first, and the `before` of the next page or null.
 * @param take how many
 */
export async function auditTrail(
  query: TrailQuery,
  take = PAGE_SIZE,
): Promise<{ events: TrailEntry[]; next: string | null }> {
  const filter = await filterOf(query);
  if (!filter) return { events: [], next: null };
  return pageOfTrail(filter, query.before, take);
}

/** A page of entries; long lists are read from the replica. */
const pageOfTrail = (filter: EventFilter, before: string | null, take: number) =>
  fromReplica(async () => {
    const { rows, next } = await pageOfEvents(filter, before, take);
    return { events: await entriesOf(rows), next };
  });

/**
 * All matching entries, newest first, in batches. The trail also records who downloads them.
 * @throws Problem as requireRight() does
 */
export async function exportTrail(
  asking: AskingSession,
  query: TrailQuery,
): Promise<AsyncIterable<TrailEntry[]>> {
  await transaction(async (tx) => {
    await requireRight(asking, "events.read", tx);
    await recordEvent("sensitive_read:audit_trail", { subjectId: null, on: tx });
  });
  return batchesOf(await filterOf(query));
}

async function* batchesOf(filter: EventFilter | null): AsyncGenerator<TrailEntry[]> {
  if (!filter) return;
  let before: string | null = null;
  do {
    const { events, next } = await pageOfTrail(filter, before, EXPORT_BATCH);
    yield events;
    before = next;
  } while (before !== null);
}

/** @returns null when nothing can match, because nobody has the address, or no organisation the slug */
async function filterOf(query: TrailQuery): Promise<EventFilter | null> {
  const subjectId = query.account && (await idOf(query.account));
  const actorId = query.by && (await idOf(query.by));
  const organizationId = query.organisation && (await organisationOf(query.organisation));
  if (subjectId === null || actorId === null || organizationId === null) return null;
  const { token, type, ipAddress, from, until, timeZone = "UTC" } = query;
  return {
    ...(subjectId && { subjectId }),
    ...(actorId && { actorId }),
    ...(token && { tokenId: token }),
    ...(organizationId && { organizationId }),
    ...(type && { type }),
    ...(ipAddress && { ipAddress }),
    ...(from && { from: boundsOfDay(from, timeZone).from }),
    ...(until && { until: boundsOfDay(until, timeZone).to }),
  };
}

/** @returns null when nobody has the address */
async function idOf(person: string): Promise<string | null> {
  const { data: email } = emailField.safeParse(person);
  if (!email) return person;
  return (await findUserByEmail(email))?.id ?? null;
}

/** @returns null when no organisation has that slug */
const organisationOf = async (named: string): Promise<string | null> =>
  z.uuid().safeParse(named).success ? named : organisationIdOf(named.toLowerCase());

async function entriesOf(rows: SecurityEvent[]): Promise<TrailEntry[]> {
  const ids = rows.flatMap(({ subjectId, actorId }) => [subjectId, actorId]);
  const emails = await findEmails([...new Set(ids.filter((id) => id !== null))]);
  const organisations = rows.flatMap(({ organizationId }) => organizationId ?? []);
  const slugs =
    organisations.length > 0
      ? await slugsOf([...new Set(organisations)])
      : new Map<string, string>();
  const personOf = (id: string | null) => id && { id, email: emails.get(id) ?? null };
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    type: row.type,
    detail: row.detail,
    label: labelOf(row),
    account: personOf(row.subjectId) || null,
    by: personOf(row.actorId) || null,
    token: row.tokenId,
    organisation: row.organizationId
      ? { id: row.organizationId, slug: slugs.get(row.organizationId) ?? null }
      : null,
    impersonation: row.impersonationId,
    reason: row.reason,
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
    requestId: row.requestId,
  }));
}
