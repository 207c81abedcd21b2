/**
 * The roles and what each may do. Every signed-in user can use their own account; a permission allows more
 * than that.
 *
 * A new role is a line in `roles`, its name in lib/platform/texts/{en,de}/roles.ts and nothing else: the
 * choice on the administrators' page, the guards, the tests of access and the check for the last
 * administrator follow. A new permission is a line in PERMISSIONS; routes use it by `access: { permission
 * }`.
 */

export const PERMISSIONS = [
  /** Sees every account. */
  "users.read",
  /** Changes accounts and assigns roles: a role with it is an administrator's. */
  "users.change",
  /** Reads and downloads the audit trail. */
  "events.read",
  /** Sees all organisations and their members, and nothing else in them. */
  "organisations.read",
  /** Sees which mail was not delivered and why, and can send it again. */
  "mail.manage",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The first role is the lowest: that of a new account, and of a stored role that is not listed. */
const roles = {
  user: [],
  admin: PERMISSIONS,
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

const keys = Object.keys(roles) as [Role, ...Role[]];

/** Every role, from the lowest on. */
export const ROLES: readonly [Role, ...Role[]] = keys;

/** The role of a new account. */
export const [LEAST_ROLE] = keys;

/** What a route may require of the caller's role: one by name, or any with a permission. */
export type RoleAccess = { role: Role } | { permission: Permission };

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

/** The role of a stored or sent value; the lowest one where it names none. */
export const roleOf = (value: unknown): Role => (isRole(value) ? value : LEAST_ROLE);

/** Whether a role may do something. */
export const may = (role: Role, permission: Permission): boolean =>
  (roles[role] as readonly Permission[]).includes(permission);

/** The roles that may do something. */
export const rolesThatMay = (permission: Permission): Role[] =>
  ROLES.filter((role) => may(role, permission));

/** Whether a role meets a route's requirement. */
export const fits = (role: Role, wanted: RoleAccess): boolean =>
  "role" in wanted ? role === wanted.role : may(role, wanted.permission);

/** What makes an administrator: somebody who can assign roles has to remain (last-admin.ts). */
const ADMINISTER: Permission = "users.change";

/** The roles that can administer. */
export const ADMIN_ROLES: readonly Role[] = rolesThatMay(ADMINISTER);

/** Whether a role can administer. */
export const administers = (role: Role): boolean => may(role, ADMINISTER);
