import { randomUUID } from "node:crypto";
import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";
import { DAY_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { type Account, createAccount, newEmail } from "./accounts";

/** An organisation of a test: its row, its first owner, and the id of an invitation that waits. */
export type Organisation = {
  id: string;
  slug: string;
  name: string;
  owner: Account;
  invitation: string;
};

/** A slug that no organisation has. */
export const newSlug = () => `team-${randomUUID().slice(0, 18)}`;

/** Makes somebody a member, straight in the database. */
export async function join(
  { id: organizationId }: { id: string },
  { id: userId }: Pick<Account, "id">,
  role: MemberRole,
): Promise<void> {
  await db.member.create({ data: { organizationId, userId, role } });
}

/**
 * Writes an organisation with an owner and an invitation straight into the database.
 * @param given `member`: somebody who belongs to it, too
 */
export async function createOrganisation(
  given: { name?: string; owner?: Account; member?: Account } = {},
): Promise<Organisation> {
  const { name = "Analytical Engines", owner = await createAccount(), member } = given;
  const { id, slug } = await db.organization.create({ data: { name, slug: newSlug() } });
  await join({ id }, owner, "owner");
  if (member) await join({ id }, member, "member");
  const invitation = await db.invitation.create({
    data: {
      secretHash: randomUUID(),
      organizationId: id,
      email: newEmail(),
      role: "member",
      invitedById: owner.id,
      expiresAt: new Date(Date.now() + DAY_MS),
    },
  });
  return { id, slug, name, owner, invitation: invitation.id };
}
