import { db } from "@/lib/platform/db/client";
import * as invitations from "@/lib/platform/db/tables/organisations/invitations";
import * as organisationMembers from "@/lib/platform/db/tables/organisations/members";
import * as organisations from "@/lib/platform/db/tables/organisations/organisations";
import { newEmail } from "@/tests/support/people/accounts";
import { type Calls, organisation, soon, user } from "./rows";

/** Calls of the tables of organisations. */
export const organisationCalls: {
  "organisations/organisations": Calls<typeof organisations>;
  "organisations/members": Calls<typeof organisationMembers>;
  "organisations/invitations": Calls<typeof invitations>;
} = {
  "organisations/organisations": {
    createOrganisation: () =>
      organisations.createOrganisation({ slug: newEmail(), name: "Engines" }, db),
    findOrganisation: () => organisations.findOrganisation(organisation.id),
    lockOrganisation: () => organisations.lockOrganisation(organisation.id, db),
    listOrganisations: async () => {
      await organisations.listOrganisations({ after: null, take: 51 });
      await organisations.listOrganisations({ after: organisation.id, take: 51 });
    },
    countMembers: () => organisations.countMembers([organisation.id, "id"]),
    renameOrganisation: () => organisations.renameOrganisation(organisation.id, "Looms", db),
    deleteOrganisation: () => organisations.deleteOrganisation("id", db),
  },
  "organisations/members": {
    addMember: () =>
      organisationMembers.addMember(
        { organizationId: organisation.id, userId: user.id, role: "owner" },
        db,
      ),
    findMembership: () => organisationMembers.findMembership(organisation.slug, user.id),
    findMemberRole: () => organisationMembers.findMemberRole(organisation.id, user.id),
    setMemberRole: () => organisationMembers.setMemberRole(organisation.id, user.id, "admin", db),
    hasOtherOwner: () => organisationMembers.hasOtherOwner(organisation.id, user.id),
    hasOtherMember: () => organisationMembers.hasOtherMember(organisation.id, user.id),
    hasMemberWithEmail: () =>
      organisationMembers.hasMemberWithEmail(organisation.id, user.email, db),
    listOwned: () => organisationMembers.listOwned(user.id),
    listMembershipIds: () => organisationMembers.listMembershipIds(user.id, db),
    listMemberships: () => organisationMembers.listMemberships(user.id, 100),
    countMemberships: () => organisationMembers.countMemberships(user.id, db),
    listMembers: async () => {
      await organisationMembers.listMembers(organisation.id, { after: null, take: 51 });
      await organisationMembers.listMembers(organisation.id, { after: user.id, take: 51 });
    },
    findMember: () => organisationMembers.findMember(organisation.id, user.id),
    findMemberNames: () => organisationMembers.findMemberNames(organisation.id, [user.id, "id"]),
    removeMember: () => organisationMembers.removeMember(organisation.id, "id", db),
  },
  "organisations/invitations": {
    putInvitation: () =>
      invitations.putInvitation(
        {
          secretHash: newEmail(),
          organizationId: organisation.id,
          email: newEmail(),
          role: "member",
          invitedById: user.id,
          expiresAt: soon,
        },
        db,
      ),
    listInvitations: () => invitations.listInvitations(organisation.id, 200),
    countInvitations: () => invitations.countInvitations(organisation.id, db),
    findInvitation: () => invitations.findInvitation(organisation.id, "id"),
    deleteInvitation: () => invitations.deleteInvitation(organisation.id, "id", db),
    findInvitationBySecret: () => invitations.findInvitationBySecret("hash"),
    takeInvitation: () => invitations.takeInvitation("hash", db),
    listInvitationsTo: () => invitations.listInvitationsTo(user.email),
  },
};
