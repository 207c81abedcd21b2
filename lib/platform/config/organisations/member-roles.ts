/**
 * What a member of an organisation may do there. It has nothing to do with the roles of the app
 * (config/roles.ts): an administrator of the app is nobody in an organisation that they do not belong to.
 *
 * A new permission is a line in MEMBER_PERMISSIONS; a new role is a line in `memberRoles`, in its place
 * from the least to the greatest, and its name in lib/platform/texts/{en,de}/organisations. Routes ask by
 * `access: { member: "admin" }`, which is that role or a greater one, or `access: { permission }`.
 */

/** Named apart from the permissions of the app: `access: { permission }` takes either. */
const MEMBER_PERMISSIONS = [
  /** Gives the organisation another name. */
  "organisation.change",
  /** Deletes the organisation with everything in it. */
  "organisation.delete",
  /** Reads the organisation's audit trail. */
  "organisation.events",
  /** Invites people, and sees and withdraws invitations. */
  "members.invite",
  /** Removes members and gives them another role: none above one's own. */
  "members.change",
] as const;

export type MemberPermission = (typeof MEMBER_PERMISSIONS)[number];

/** From the least to the greatest. The first is that of a stored role which is not listed. */
const memberRoles = {
  member: [],
  admin: ["organisation.change", "organisation.events", "members.invite", "members.change"],
  owner: MEMBER_PERMISSIONS,
} as const satisfies Record<string, readonly MemberPermission[]>;

export type MemberRole = keyof typeof memberRoles;

const keys = Object.keys(memberRoles) as [MemberRole, ...MemberRole[]];

/** Every role, from the least on. */
export const MEMBER_ROLES: readonly [MemberRole, ...MemberRole[]] = keys;

/** What every member is at least. */
export const [LEAST_MEMBER_ROLE] = keys;

/** The role of whoever makes an organisation. At least one member has it as long as there is one. */
export const OWNER = "owner" as const satisfies MemberRole;

/** What a route may ask of the caller's membership: a role, or any that has a permission. */
export type MemberAccess = { member: MemberRole } | { permission: MemberPermission };

/** The role that a stored value names; the least one where it names none. */
export const memberRoleOf = (value: unknown): MemberRole =>
  MEMBER_ROLES.find((role) => role === value) ?? LEAST_MEMBER_ROLE;

/** Whether a permission is one of a member. */
export const isMemberPermission = (permission: string): permission is MemberPermission =>
  MEMBER_PERMISSIONS.some((known) => known === permission);

/** Whether a role may do something. */
export const memberMay = (role: MemberRole, permission: MemberPermission): boolean =>
  (memberRoles[role] as readonly MemberPermission[]).includes(permission);

/** Whether a role is another one or greater. */
export const isAtLeast = (role: MemberRole, other: MemberRole): boolean =>
  MEMBER_ROLES.indexOf(role) >= MEMBER_ROLES.indexOf(other);

/** Whether a role is what a route asks for. */
export const memberFits = (role: MemberRole, wanted: MemberAccess): boolean =>
  "member" in wanted ? isAtLeast(role, wanted.member) : memberMay(role, wanted.permission);
