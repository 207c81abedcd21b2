/**
 * What a member of an organisation may do there. It is independent of the roles of the app
 * (config/roles.ts): an administrator of the app has no role in an organisation without being a member.
 *
 * A new permission is a line in MEMBER_PERMISSIONS; a new role is a line in `memberRoles`, in its place
 * from the lowest to the highest, and its name in lib/platform/texts/{en,de}/organisations. Routes use
 * `access: { member: "admin" }`, which means that role or a higher one, or `access: { permission }`.
 */

/** Named differently from the permissions of the app: `access: { permission }` takes either. */
const MEMBER_PERMISSIONS = [
  /** Renames the organisation. */
  "organisation.change",
  /** Deletes the organisation with everything in it. */
  "organisation.delete",
  /** Reads the organisation's audit trail. */
  "organisation.events",
  /** Invites people, and sees and withdraws invitations. */
  "members.invite",
  /** Removes members and changes their roles: none above one's own. */
  "members.change",
] as const;

export type MemberPermission = (typeof MEMBER_PERMISSIONS)[number];

/** From the lowest to the highest. The first stands in for a stored role that is not listed. */
const memberRoles = {
  member: [],
  admin: ["organisation.change", "organisation.events", "members.invite", "members.change"],
  owner: MEMBER_PERMISSIONS,
} as const satisfies Record<string, readonly MemberPermission[]>;

export type MemberRole = keyof typeof memberRoles;

const keys = Object.keys(memberRoles) as [MemberRole, ...MemberRole[]];

/** Every role, from the lowest on. */
export const MEMBER_ROLES: readonly [MemberRole, ...MemberRole[]] = keys;

/** What every member is at least. */
export const [LEAST_MEMBER_ROLE] = keys;

/** The role of an organisation's creator. At least one member has it as long as the organisation exists. */
export const OWNER = "owner" as const satisfies MemberRole;

/** What a route may require of the caller's membership: a role, or any role with a permission. */
export type MemberAccess = { member: MemberRole } | { permission: MemberPermission };

/** The role of a stored value; the lowest one where it names none. */
export const memberRoleOf = (value: unknown): MemberRole =>
  MEMBER_ROLES.find((role) => role === value) ?? LEAST_MEMBER_ROLE;

/** Whether a permission is a member's. */
export const isMemberPermission = (permission: string): permission is MemberPermission =>
  MEMBER_PERMISSIONS.some((known) => known === permission);

/** Whether a role may do something. */
export const memberMay = (role: MemberRole, permission: MemberPermission): boolean =>
  (memberRoles[role] as readonly MemberPermission[]).includes(permission);

/** Whether a role is another one or higher. */
export const isAtLeast = (role: MemberRole, other: MemberRole): boolean =>
  MEMBER_ROLES.indexOf(role) >= MEMBER_ROLES.indexOf(other);

/** Whether a role meets a route's requirement. */
export const memberFits = (role: MemberRole, wanted: MemberAccess): boolean =>
  "member" in wanted ? isAtLeast(role, wanted.member) : memberMay(role, wanted.permission);
