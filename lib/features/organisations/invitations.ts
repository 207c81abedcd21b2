import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import type { AskingSession } from "@/lib/features/caller/caller";
import { emailField } from "@/lib/features/input/email-address";
import {
  isAtLeast,
  MEMBER_ROLES,
  type MemberRole,
} from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import {
  countInvitations,
  deleteInvitation,
  findInvitation,
  type Invitation,
  listInvitations,
  putInvitation,
} from "@/lib/platform/db/tables/organisations/invitations";
import { hasMemberWithEmail } from "@/lib/platform/db/tables/organisations/members";
import { findUser, findUserByEmail } from "@/lib/platform/db/tables/users";
import { queueMail } from "@/lib/platform/mail/outbox";
import { invitationMail } from "@/lib/platform/mail/templates/organisations/invitation";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { memberRoleField } from "./fields";
import { type AskingMember, type Held, inOrganisation } from "./membership";

/** How long the link of an invitation works. */
export const INVITATION_DAYS = 7;

/** How many open invitations an organisation can have: they are one list. */
const MOST_INVITATIONS = 200;

export const invitationInput = z.object({ email: emailField, role: memberRoleField });

/** An open invitation. Dates are ISO 8601. */
export const invitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(MEMBER_ROLES),
    expired: z.boolean(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "Invitation" });

export type InvitationView = z.infer<typeof invitationView>;

const viewOf = ({ createdAt, expiresAt, ...invitation }: Invitation): InvitationView => ({
  ...invitation,
  expired: expiresAt <= new Date(),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** The open invitations of an organisation, the newest first. */
export const invitationsOf = async (organizationId: string): Promise<InvitationView[]> =>
  (await listInvitations(organizationId, MOST_INVITATIONS)).map(viewOf);

const wanted = { permission: "members.invite" } as const;

/**
 * Invites somebody by mail. Whether the address has an account makes no difference, not even to the mail.
 * An earlier invitation to it is replaced: its link stops working.
 * @throws Problem forbidden for a role above the caller's own; already_member; too_many_invitations
 */
export async function invite(
  asking: AskingMember,
  { email, role }: z.infer<typeof invitationInput>,
): Promise<void> {
  const work = () =>
    inOrganisation(asking, { wanted }, async (held) => {
      if (!isAtLeast(held.role, role)) throw new Problem("forbidden");
      const { organisation, tx } = held;
      const { id: organizationId } = organisation;
      if (await hasMemberWithEmail(organizationId, email, tx)) throw new Problem("already_member");
      if ((await countInvitations(organizationId, tx)) >= MOST_INVITATIONS) {
        throw new Problem("too_many_invitations");
      }
      await send(asking.asking, held, { email, role });
    });
  // The limit is not reported: the answer would reveal what others have had sent to the address.
  await throttledSilently(byRecipient(limits.inviteByRecipient, email), work);
}

/**
 * Sends an invitation again, with a new secret: the earlier link stops working.
 * @throws Problem not_found; forbidden for a role above the caller's own
 */
export async function inviteAgain(asking: AskingMember, id: string): Promise<void> {
  const { id: organizationId } = asking.membership.organisation;
  const invitation = await findInvitation(organizationId, id);
  if (!invitation) throw new Problem("not_found");
  const { email } = invitation;
  const work = () =>
    inOrganisation(asking, { wanted }, async (held) => {
      const now = await findInvitation(organizationId, id, held.tx);
      if (!now) throw new Problem("not_found");
      if (!isAtLeast(held.role, now.role)) throw new Problem("forbidden");
      await send(asking.asking, held, now);
    });
  await throttledSilently(byRecipient(limits.inviteByRecipient, email), work);
}

/** Withdraws an invitation. @throws Problem not_found */
export function withdrawInvitation(asking: AskingMember, id: string): Promise<void> {
  return inOrganisation(asking, { wanted }, async ({ organisation, tx }) => {
    const { id: organizationId } = organisation;
    if (!(await deleteInvitation(organizationId, id, tx))) throw new Problem("not_found");
    await recordEvent("invitation_withdrawn", { subjectId: null, organizationId, on: tx });
  });
}

async function send(
  { userId: invitedById }: AskingSession,
  { organisation: { id: organizationId, name: organisation }, tx }: Held,
  { email, role }: { email: string; role: MemberRole },
): Promise<void> {
  const secret = newSecret();
  const again = await putInvitation(
    {
      secretHash: hashSecret(secret),
      organizationId,
      email,
      role,
      invitedById,
      expiresAt: new Date(Date.now() + INVITATION_DAYS * DAY_MS),
    },
    tx,
  );
  const by = await findUser(invitedById, tx);
  const invited = await findUserByEmail(email, tx);
  const to = { email, language: invited?.language ?? null };
  if (by) await queueMail(invitationMail(to, { organisation, role, by, secret }), tx);
  const event = again ? "invitation_created:again" : "invitation_created";
  await recordEvent(event, { subjectId: null, organizationId, on: tx });
}
