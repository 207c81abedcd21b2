import { z } from "zod";
import { addressTaken } from "@/lib/features/admin/create-account";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import { emailField } from "@/lib/features/input/email-address";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import {
  type AccountInvitation,
  deleteAccountInvitation,
  findAccountInvitation,
  listAccountInvitations,
  putAccountInvitation,
} from "@/lib/platform/db/tables/people/invitations";
import { findUserByEmail } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { accountInvitationMail } from "@/lib/platform/mail/templates/people/account-invitation";

/** How long the link of an invitation works. */
export const INVITED_DAYS = 7;

const PAGE_SIZE = 50;

export const invitationInput = z.object({ email: emailField });

export const invitationsQuery = z.object({
  after: z.uuid().nullable().catch(null).default(null),
});

/** An open invitation. Dates are ISO 8601. */
export const accountInvitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    /** The inviter; null where it was sent at the terminal, or the account was deleted. */
    invitedBy: z.string().nullable(),
    expired: z.boolean(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "AccountInvitation" });

export type AccountInvitationView = z.infer<typeof accountInvitationView>;

export const accountInvitationPage = z.object({
  invitations: z.array(accountInvitationView),
  /** The `after` of the next page. */
  next: z.uuid().nullable(),
});

const viewOf = (invitation: AccountInvitation): AccountInvitationView => ({
  id: invitation.id,
  email: invitation.email,
  invitedBy: invitation.invitedBy?.email ?? null,
  expired: invitation.expiresAt <= new Date(),
  createdAt: invitation.createdAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
});

/** One page of the open invitations, the newest first. */
export async function pageOfInvitations({
  after,
}: z.infer<typeof invitationsQuery>): Promise<z.infer<typeof accountInvitationPage>> {
  const found = await listAccountInvitations(after, PAGE_SIZE + 1);
  const shown = found.slice(0, PAGE_SIZE);
  const next = found.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null;
  return { invitations: shown.map(viewOf), next };
}

/**
 * Invites somebody by mail to create an account. An earlier invitation to the address is replaced.
 * @throws Problem invalid where the address has an account; not_found when it was revoked at once; as
 * requireRight() does
 */
export async function inviteToSignUp(
  asking: AskingSession,
  { email }: z.infer<typeof invitationInput>,
): Promise<AccountInvitationView> {
  const id = await transaction(async (tx) => {
    const by = await requireRight(asking, "users.change", tx);
    const { id, secret } = await newInvitation(email, by.id, tx);
    await queueMail(accountInvitationMail(email, by.name, secret, INVITED_DAYS), tx);
    return id;
  });
  const invitation = await findAccountInvitation(id);
  // Revoked at once.
  if (!invitation) throw new Problem("not_found");
  return viewOf(invitation);
}

/**
 * Creates an invitation that is not mailed: the operator passes its link on. At the terminal.
 * @returns the secret of its link
 * @throws Problem invalid where the address has an account
 */
export async function invitationByOperator(email: string): Promise<string> {
  return (await transaction((tx) => newInvitation(email, null, tx))).secret;
}

async function newInvitation(email: string, invitedById: string | null, tx: Connection) {
  if (await findUserByEmail(email, tx)) throw addressTaken();
  const secret = newSecret();
  const id = await putAccountInvitation(
    {
      secretHash: hashSecret(secret),
      email,
      invitedById,
      expiresAt: new Date(Date.now() + INVITED_DAYS * DAY_MS),
    },
    tx,
  );
  await recordEvent("authn_token_created:account_invitation", { subjectId: null, on: tx });
  return { id, secret };
}

/** Ends an invitation. @throws Problem not_found; as requireRight() does */
export function revokeInvitation(asking: AskingSession, id: string): Promise<void> {
  return transaction(async (tx) => {
    await requireRight(asking, "users.change", tx);
    if ((await deleteAccountInvitation(id, tx)) === null) throw new Problem("not_found");
    await recordEvent("authn_token_revoked:account_invitation", { subjectId: null, on: tx });
  });
}
