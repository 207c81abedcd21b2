import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";

type EachRole = Record<MemberRole, string>;

/** What stands on the pages of organisations. */
export const organisations = {
  /** What the roles of lib/platform/config/organisations/member-roles.ts are called. */
  memberRoles: {
    member: "Member",
    admin: "Admin",
    owner: "Owner",
  },
  /** What each may do, beside its name where one is chosen. */
  memberRoleTexts: {
    member: "works here",
    admin: "also invites people and manages members",
    owner: "can do everything, and can delete the organisation",
  },
  organisations: {
    title: "Organisations",
    lead: "The teams and companies you work with.",
    none: "No organisations yet",
    noneText: "Create one, or ask someone for an invitation.",
    caption: "Your organisations",
    name: "Name",
    role: "Your role",
    make: "New organisation",
    newTitle: "New organisation",
    newLead: "You will be its owner and can then invite others.",
    slug: "Address",
    slugHint:
      "Part of web addresses: letters, digits and hyphens. It can't be changed later. Leave it empty to have it made from the name.",
    create: "Create organisation",
    creating: "Creating…",
    cancel: "Cancel",
    pages: "Pages of {name}",
    members: "Members",
    invitations: "Invitations",
    settings: "Settings",
    events: "Audit trail",
    pageTitle: "{page} – {name}",
  },
  organisationMembers: {
    title: "Members",
    caption: "Members of {name}",
    member: "Member",
    role: "Role",
    since: "Since",
    you: "You",
    disabled: "Disabled",
    actions: "Change",
    roleOf: "Role of {name}",
    changeRole: "Change role",
    remove: "Remove",
    removeNamed: "Remove {name}",
    saving: "Saving…",
    lead: "To hand the organisation over, make someone else an owner, and then give yourself another role.",
    pagesLabel: "Members",
  },
  organisationSettings: {
    nameTitle: "Name",
    nameLead: "Every member sees the name. Addresses stay as they are: /organisations/{slug}.",
    name: "Name of the organisation",
    save: "Save",
    saving: "Saving…",
    leaveTitle: "Leave the organisation",
    leaveLead:
      "You lose access to everything in {name} at once. To come back, you need an invitation.",
    leave: "Leave {name}",
    leaving: "Leaving…",
    deleteTitle: "Delete the organisation",
    deleteLead:
      "{name} will be permanently deleted, with all memberships, invitations and everything in it. This can't be undone.",
    confirm: "Address of the organisation",
    confirmHint: "Type {slug} to confirm that you want to delete this organisation.",
    delete: "Delete organisation",
    deleting: "Deleting…",
  },
  organisationEvents: {
    title: "What happened",
    caption: "What happened in the organisation, newest first",
    none: "Nothing has happened yet",
    noneText: "What members and admins change here will be listed.",
    event: "Event",
    member: "About",
    by: "By",
    time: "Time",
    former: "a former member",
  },
  adminOrganisations: {
    caption: "All organisations, the newest first",
    none: "No organisations yet",
    noneText: "Organisations that people create are listed here.",
    name: "Name",
    slug: "Address",
    members: "Members",
    member: "Member",
    role: "Role",
    events: "Audit trail",
    noOwner:
      "No owner can sign in. Enable the account of one, so that someone can assign roles here.",
    created: "Since",
  },
  organisationFields: {
    nameMissing: "Enter a name.",
    slugInvalid: "Use lower-case letters, digits and hyphens, such as ada-and-friends.",
    slugTaken: "This address is taken. Choose another one.",
    confirmDeletion: "Type the address of this organisation to delete it.",
  },
  organisationProblems: {
    lastOwnerOf:
      "This account is the only owner of {names}. Make someone else an owner there first, or delete the organisation.",
    onlyMemberOf:
      "Nobody else belongs to {names}. Confirm the deletion together with the account, or invite someone first.",
  },
} as const satisfies {
  memberRoles: EachRole;
  memberRoleTexts: EachRole;
  [section: string]: object;
};
