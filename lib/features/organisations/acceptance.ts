import { auditAnonymous, recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { secretIn } from "@/lib/features/links/look-at-link";
import { isAtLeast, memberMay } from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  type FoundInvitation,
  findInvitationBySecret,
  takeInvitation,
} from "@/lib/platform/db/tables/organisations/invitations";
import { addMember, findMemberRole } from "@/lib/platform/db/tables/organisations/members";
import { lockOrganisation } from "@/lib/platform/db/tables/organisations/organisations";
import type { User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";

/** Whether the link of an invitation works and, if not, why. Each value has a sentence in the catalogue. */
type InvitationState = "works" | "expired" | "incomplete" | "missing" | "unknown" | "inviterGone";

/** An invitation as its page shows it. */
export type InvitationLook = {
  state: InvitationState;
  /** The secret, for the form of the page; null unless the link works. */
  token: string | null;
  /** Null where the link is unknown. */
  invitation: FoundInvitation | null;
};

/**
 * Looks at the link of an invitation without accepting it.
 * @param sent its token, as the URL has it; null where it has none
 */
export async function lookAtInvitation(
  sent: string | null,
  on?: Connection,
): Promise<InvitationLook> {
  if (!sent) return { state: "missing", token: null, invitation: null };
  const secret = secretIn(sent);
  if (!secret) return { state: "incomplete", token: null, invitation: null };
  const invitation = await findInvitationBySecret(hashSecret(secret), on);
  if (!invitation) return { state: "unknown", token: null, invitation: null };
  const state = await stateOf(invitation, on);
  return { state, token: state === "works" ? secret : null, invitation };
}

async function stateOf(
  { expiresAt, invitedBy, organisation, role }: FoundInvitation,
  on?: Connection,
): Promise<InvitationState> {
  if (expiresAt <= new Date()) return "expired";
  // When inviters lose a right, their invitations lose it, too.
  const by = invitedBy && !invitedBy.disabledAt ? invitedBy.id : null;
  const now = by && (await findMemberRole(organisation.id, by, on));
  const mayStill = now && memberMay(now, "members.invite") && isAtLeast(now, role);
  return mayStill ? "works" : "inviterGone";
}

/** Whether somebody is already a member of the invitation's organisation. */
export const belongsTo = async (
  { organisation }: Pick<FoundInvitation, "organisation">,
  userId: string,
): Promise<boolean> => (await findMemberRole(organisation.id, userId)) !== null;

/**
 * Accepts an invitation for the signed-in account: only the one with its address.
 * @returns the slug of the organisation
 * @throws Problem invalid for a link that does not work; link_of_another_account; unauthenticated
 */
export async function acceptInvitation(asking: AskingSession, secret: string): Promise<string> {
  const accepted = await transaction(async (tx) => {
    const user = await lockCaller(asking, tx);
    return join(user, secret, tx);
  });
  return accepted ?? refuseInvitation(secret);
}

/**
 * Makes somebody a member by an invitation, and uses it up. Part of `tx`, which has locked the account.
 * @returns the slug of the organisation; null where the link does not work
 * @throws Problem link_of_another_account for an account with another address
 */
export async function join(user: User, secret: string, tx: Connection): Promise<string | null> {
  const secretHash = hashSecret(secret);
  const found = await findInvitationBySecret(secretHash, tx);
  if (!found) return null;
  if (found.email !== user.email) throw new Problem("link_of_another_account");
  const { id: organizationId, slug } = found.organisation;
  if (!(await lockOrganisation(organizationId, tx))) return null;
  // As of now: while the lock was awaited, the inviter may have lost the role, or withdrawn the invitation.
  const { state, invitation } = await lookAtInvitation(secret, tx);
  if (state !== "works" || !invitation || !(await takeInvitation(secretHash, tx))) return null;
  const userId = user.id;
  if (await findMemberRole(organizationId, userId, tx)) return slug;
  await addMember({ organizationId, userId, role: invitation.role }, tx);
  await recordEvent("invitation_accepted", { subjectId: userId, organizationId, on: tx });
  return slug;
}

/**
 * Refuses the link of an invitation, says why, and records it.
 * @throws Problem invalid
 */
export async function refuseInvitation(secret: string): Promise<never> {
  await auditAnonymous("authn_token_reuse");
  const { state } = await lookAtInvitation(secret);
  const message = t(`invitationLink.${state === "works" ? "unknown" : state}`);
  throw new Problem("invalid", { detail: () => message, errors: [{ field: "token", message }] });
}
