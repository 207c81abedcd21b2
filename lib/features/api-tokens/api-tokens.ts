import { z } from "zod";
import { auditDenied, recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { mailedNameField } from "@/lib/features/input/fields";
import { isOn } from "@/lib/platform/config/features";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  type ApiToken,
  apiTokenExists,
  countApiTokens,
  createApiToken,
  deleteApiToken,
  deleteApiTokens,
  listApiTokens,
} from "@/lib/platform/db/tables/programs/api-tokens";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { apiTokenCreatedMail } from "@/lib/platform/mail/templates/programs/api-token";
import { t } from "@/lib/platform/texts/t";
import { lastFourOf, newApiToken } from "./format";
import { SCOPES, scopesFor, scopesOf, storedScopes } from "./scopes";

export const LONGEST_DAYS = 366;
export const DEFAULT_DAYS = 90;
/** How long before the expiry the owner is notified. */
export const REMIND_DAYS = 7;
/** How long an expired token stays listed: it explains why a program has stopped. */
export const EXPIRED_TOKEN_DAYS = 28;
/** More than anybody can tell apart; lists stay short. */
export const MOST_TOKENS = 50;

const scopeField = z.enum(SCOPES);
const daysUnknown = () => t("fields.expiresInDays", { count: LONGEST_DAYS });
const wrongDays = { error: daysUnknown };
const days = z.int(wrongDays).min(1, wrongDays).max(LONGEST_DAYS, wrongDays);
const noScopes = { error: () => t("fields.scopes") };

export const newTokenInput = z.object({
  name: mailedNameField(() => t("fields.tokenNameMissing")),
  /** One or more. A form with one ticked box sends a single value. */
  scopes: z.union(
    [
      z.array(scopeField).min(1, noScopes).max(SCOPES.length, noScopes),
      scopeField.transform((only) => [only]),
    ],
    noScopes,
  ),
  /** A form sends digits. */
  expiresInDays: z
    .union(
      [
        days,
        z
          .string()
          .regex(/^\d{1,3}$/, wrongDays)
          .transform(Number)
          .pipe(days),
      ],
      wrongDays,
    )
    .default(DEFAULT_DAYS),
});

/** An API token as its owner sees it. `id` is public; dates are ISO 8601. */
export const apiTokenView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** Its last four characters. */
    lastFour: z.string(),
    scopes: z.array(scopeField),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    expired: z.boolean(),
    /** To the minute; null as long as it was not used. */
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "ApiToken" });

export type ApiTokenView = z.infer<typeof apiTokenView>;

/** A new token. `token` cannot be read again. */
export const madeTokenView = apiTokenView
  .extend({ token: z.string() })
  .meta({ id: "MadeApiToken" });

/** The tokens of a user, including recently expired ones, the newest first. */
export async function apiTokensOf(userId: string): Promise<ApiTokenView[]> {
  return (await listApiTokens(userId)).map(viewOf);
}

/** Whether an account has active tokens. */
export const hasApiTokens = async (userId: string): Promise<boolean> =>
  isOn(["apiTokens"]) && (await countApiTokens(userId)) > 0;

const viewOf = (row: ApiToken): ApiTokenView => ({
  id: row.id,
  name: row.name,
  lastFour: row.lastFour,
  scopes: scopesOf(row.scopes),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  expired: row.expiresAt.getTime() <= Date.now(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

/**
 * Creates a token for the caller, and for nobody else, and notifies them by mail.
 * @throws Problem invalid on `scopes` for one that the caller's role does not allow; too_many_tokens;
 * unauthenticated when the session has ended in the meantime
 */
export function makeApiToken(
  asking: AskingSession,
  { name, scopes, expiresInDays }: z.infer<typeof newTokenInput>,
): Promise<z.infer<typeof madeTokenView>> {
  const token = newApiToken();
  return transaction(async (tx) => {
    const user = await lockCaller(asking, tx);
    const offered = scopesFor(user.role);
    if (!scopes.every((scope) => offered.includes(scope))) {
      throw new Problem("invalid", { errors: [{ field: "scopes", message: t("fields.scopes") }] });
    }
    if ((await countApiTokens(user.id, tx)) >= MOST_TOKENS) throw new Problem("too_many_tokens");
    const createdAt = new Date();
    const made = await createApiToken(
      {
        userId: user.id,
        secretHash: hashSecret(token),
        name,
        lastFour: lastFourOf(token),
        scopes: storedScopes(scopes),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + expiresInDays * DAY_MS),
        // For a token that ends so soon, this mail is the reminder.
        remindedAt: expiresInDays <= REMIND_DAYS ? createdAt : null,
      },
      tx,
    );
    const about = { subjectId: user.id, tokenId: made.id, on: tx };
    await recordEvent("authn_token_created:api_token", about);
    await queueMail(apiTokenCreatedMail(user, made), tx);
    return { ...viewOf(made), token };
  });
}

/**
 * Revokes one token of the caller. From now on every process refuses it.
 * @returns whether there was such a token of theirs
 * @throws Problem unauthenticated when the session that asks has ended in the meantime
 */
export async function revokeApiToken(asking: AskingSession, id: string): Promise<boolean> {
  const { userId } = asking;
  const found = await transaction(async (tx) => {
    await lockCaller(asking, tx);
    const deleted = await deleteApiToken(userId, id, tx);
    const about = { subjectId: userId, tokenId: id, on: tx };
    if (deleted) await recordEvent("authn_token_revoked:api_token", about);
    return deleted;
  });
  if (!found && (await apiTokenExists(id))) await auditDenied(userId);
  return found;
}

/** Revokes every token of a user. Part of the caller's `tx`, which has locked the user. */
export async function endApiTokens(userId: string, tx: Connection): Promise<void> {
  for (const tokenId of await deleteApiTokens(userId, tx)) {
    await recordEvent("authn_token_revoked:api_token", { subjectId: userId, tokenId, on: tx });
  }
}
