import { z } from "zod";
import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";
import type { Role } from "@/lib/platform/config/roles";
import { actsBy, currentActor, requestOrigin } from "@/lib/platform/core/request-context";
import {
  appendEvent,
  appendEvents,
  type EventFilter,
  listEvents,
  type SecurityEvent,
} from "@/lib/platform/db/tables/events";
import { afterCommit, type Connection } from "@/lib/platform/db/transaction";
import { byNetwork, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { logEvent } from "./event-log";

/**
 * All events; their labels on the pages are in the catalogue. The names are those of the OWASP Logging
 * Vocabulary Cheat Sheet; the detail after the colon is a word of our own.
 */
export const EVENT_NAMES = [
  "authn_login_success",
  "authn_login_fail",
  "authn_login_fail:confirmation",
  "authn_login_fail:mail",
  "authn_login_fail:passkey",
  "authn_login_fail:second_factor",
  "authn_login_fail:unverified",
  "authn_login_lock",
  "authn_login_lock:second_factor",
  "authn_password_change",
  "authn_password_change_fail",
  "authn_token_created:api_token",
  "authn_token_created:account_invitation",
  "authn_token_created:change_email",
  "authn_token_created:confirmation",
  "authn_token_created:passkey",
  "authn_token_created:recovery_codes",
  "authn_token_created:reset_password",
  "authn_token_created:sign_in",
  "authn_token_created:totp",
  "authn_token_created:trusted_browser",
  "authn_token_created:verify_email",
  "authn_token_reuse",
  "authn_token_reuse:passkey",
  "authn_token_revoked:api_token",
  "authn_token_revoked:passkey",
  "authn_token_revoked:password",
  "authn_token_revoked:account_invitation",
  "authn_token_revoked:recovery_code",
  "authn_token_revoked:second_factor",
  "authn_token_revoked:session",
  "authn_token_revoked:trusted_browser",
  "authz_fail",
  "excess_rate_limit_exceeded",
  "sensitive_read:account",
  "sensitive_read:all_accounts",
  "sensitive_read:audit_trail",
  "sensitive_read:users",
  "malicious_csrf",
  "impersonation_ended",
  "impersonation_started",
  "invitation_accepted",
  "invitation_created",
  "invitation_created:again",
  "invitation_withdrawn",
  "member_removed",
  "member_removed:left",
  "organisation_created",
  "organisation_deleted",
  "organisation_updated",
  "organisation_updated:without_owner",
  "sys_mail_sent_again",
  "session_logout",
  "user_created",
  "user_created:imported",
  "user_created:invited",
  "user_updated:disabled",
  "user_updated:email_changed",
  "user_updated:email_restored",
  "user_updated:email_verified",
  "user_updated:enabled",
  "user_updated:language",
  "user_updated:name",
  "user_updated:passkey_name",
  "user_updated:password_removed",
  "user_updated:provider_connected",
  "user_updated:provider_disconnected",
  "user_updated:sign_up_again",
  "user_deleted",
] as const;

/** Somebody was given another role: its name comes after the colon. */
export const ROLE_CHANGE = "authz_change";

/** The same for a member of an organisation. */
export const MEMBER_ROLE_CHANGE = "member_role";

export type EventName =
  | (typeof EVENT_NAMES)[number]
  | `${typeof ROLE_CHANGE}:${Role}`
  | `${typeof MEMBER_ROLE_CHANGE}:${MemberRole}`;

/** A name without the part after the colon. */
type EventType = EventName extends infer Name
  ? Name extends `${infer Type}:${string}`
    ? Type
    : Name
  : never;

/** The types of the events, once each. */
export const EVENT_TYPES = [
  ...new Set(
    [...EVENT_NAMES, ROLE_CHANGE, MEMBER_ROLE_CHANGE].map(
      (name) => splitName(name).type as EventType,
    ),
  ),
];

type About = {
  /** Whose account it is about; null when nobody's. */
  subjectId: string | null;
  /** The organisation that it is about, if any. */
  organizationId?: string;
  /** The API token it is about, if that is not the one that did it. */
  tokenId?: string;
  /** For the event that begins an impersonation: its session, and the reason. */
  impersonation?: { id: string; reason: string };
  /** The transaction that it is a part of. */
  on?: Connection;
};

/**
 * Records what happened to an account, and where the request came from, and writes a log line when it is
 * stored. The actor comes from the request context (setActor), and is never concluded from whose account it
 * is.
 */
export function recordEvent(name: EventName, about: About): Promise<void> {
  return append(name, about, currentActor());
}

/**
 * The same for many accounts at once, at the terminal. The log gets no lines: there would be one for each,
 * and standard output may be the export itself.
 */
export const recordForAll = (
  name: EventName,
  subjectIds: (string | null)[],
  on: Connection,
): Promise<void> => appendEvents(splitName(name), subjectIds, on);

async function append(
  name: EventName,
  { subjectId, organizationId, tokenId, impersonation, on }: About,
  actorId: string | null,
): Promise<void> {
  const by = actorId ? actsBy() : { tokenId: null, impersonationId: null };
  const about = {
    subjectId,
    actorId,
    tokenId: tokenId ?? by.tokenId,
    impersonationId: impersonation?.id ?? by.impersonationId,
    reason: impersonation?.reason ?? null,
    organizationId: organizationId ?? null,
  };
  await appendEvent({ ...splitName(name), ...about, ...requestOrigin() }, on);
  const tell = () => logEvent(name, { subjectId, actorId });
  if (on) afterCommit(on, tell);
  else tell();
}

/** Records that a signed-in user was denied something. Rate-limited: the trail stays readable. */
export async function auditDenied(
  userId: string,
  name: "authz_fail" | "excess_rate_limit_exceeded" = "authz_fail",
): Promise<void> {
  await throttledSilently({ limit: limits.refusalByAccount, subject: userId }, () =>
    recordEvent(name, { subjectId: userId }),
  );
}

/**
 * Records that an anonymous caller was denied something: by network address only. Rate-limited.
 * @param subjectId whose account it is about, if anybody's
 */
export async function auditAnonymous(
  name: "authn_login_lock" | "authn_token_reuse" | "excess_rate_limit_exceeded" | "malicious_csrf",
  subjectId: string | null = null,
): Promise<void> {
  await throttledSilently(byNetwork(limits.refusalByNetwork), () =>
    append(name, { subjectId }, null),
  );
}

function splitName(name: string): { type: string; detail: string | null } {
  const [type = name, detail = null] = name.split(":");
  return { type, detail };
}

/** The query of an event list: `?before=<id>`. Invalid values give the first page. */
export const eventsQuery = z.object({ before: z.uuid().nullable().catch(null).default(null) });

/** One page of matching events, newest first, and the `before` of the next page or null. */
export async function pageOfEvents(
  filter: EventFilter,
  before: string | null,
  take: number,
): Promise<{ rows: SecurityEvent[]; next: string | null }> {
  const found = await listEvents(filter, { before, take: take + 1 });
  const rows = found.slice(0, take);
  return { rows, next: found.length > take ? (rows.at(-1)?.id ?? null) : null };
}
