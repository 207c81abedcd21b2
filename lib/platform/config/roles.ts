/**
 * The roles there are and what each may do. Everybody who is signed in uses their own account; a
 * permission is for what goes beyond that.
 *
 * A new role is a line in `roles`, its name in lib/platform/texts/{en,de}/roles.ts and nothing else:
 * the select of the administrators' page, the guards, the tests of access and the check for the last
 * administrator follow. A new permission is a line in PERMISSIONS; routes ask for it by
 * `access: { permission }`.
 */

export const PERMISSIONS = [
  /** Sees every account. */
  "users.read",
  /** Changes accounts, gives roles: whoever has it is an administrator. */
  "users.change",
  /** Reads and downloads the audit trail. */
  "events.read",
  /** Sees which organisations there are and who belongs to them, and nothing else of what is in them. */
  "organisations.read",
  /** Sees which mail was not delivered and why, and has it sent again. */
  "mail.manage",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The first role is the least: that of a new account, and of a stored role that is not listed. */
const roles = {
  user: [],
  admin: PERMISSIONS,
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

const keys = Object.keys(roles) as [Role, ...Role[]];

/** Every role, from the least on. */
export const ROLES: readonly [Role, ...Role[]] = keys;

/** The role of a new account. */
export const [LEAST_ROLE] = keys;

/** What a route may ask of the caller's role: one by name, or any that has a permission. */
export type RoleAccess = { role: Role } | { permission: Permission };

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

/** The role that a stored or sent value names; the least one where it names none. */
export const roleOf = (value: unknown): Role => (isRole(value) ? value : LEAST_ROLE);

/** Whether a role may do something. */
export const may = (role: Role, permission: Permission): boolean =>
  (roles[role] as readonly Permission[]).includes(permission);

/** The roles that may do something. */
export const rolesThatMay = (permission: Permission): Role[] =>
  ROLES.filter((role) => may(role, permission));

/** Whether a role is what a route asks for. */
export const fits = (role: Role, wanted: RoleAccess): boolean =>
  "role" in wanted ? role === wanted.role : may(role, wanted.permission);

/** What makes an administrator: somebody who can give roles has to be left (last-admin.ts). */
const ADMINISTER: Permission = "users.change";

/** The roles that can administer. */
export const ADMIN_ROLES: readonly Role[] = rolesThatMay(ADMINISTER);

/** Whether a role can administer. */
export const administers = (role: Role): boolean => may(role, ADMINISTER);
