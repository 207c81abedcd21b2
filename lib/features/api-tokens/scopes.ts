import { type Feature, isOn } from "@/lib/platform/config/features";
import { may, type Permission, type Role } from "@/lib/platform/config/roles";

/** Who can be given a scope. */
type Condition = { permission?: Permission; feature?: Feature };

/**
 * What an API token can be allowed to do. A method names the scope that opens it (`token: "profile:read"`);
 * a method without one is closed to tokens.
 *
 * A new scope is a line here and its text in lib/platform/texts/{en,de}/programs/api-tokens.ts. A scope
 * that depends on a permission is offered to users whose role has it; the role, in the app or in an
 * organisation, is checked again at each request. A scope that depends on a feature is offered where that
 * is on.
 */
const scopes = {
  "profile:read": {},
  "profile:write": {},
  "sessions:read": {},
  "events:read": {},
  "organisations:read": { feature: "organisations" },
  "users:read": { permission: "users.read" },
  "trail:read": { permission: "events.read" },
} as const satisfies Record<string, Condition>;

export type Scope = keyof typeof scopes;

const keys = Object.keys(scopes) as [Scope, ...Scope[]];

/** Every scope, in the order in which they are offered. */
export const SCOPES: readonly [Scope, ...Scope[]] = keys;

/** The scopes that a user with a role can give to a token. */
export const scopesFor = (role: Role): Scope[] =>
  SCOPES.filter((scope) => {
    const { permission, feature }: Condition = scopes[scope];
    return isOn(feature && [feature]) && (!permission || may(role, permission));
  });

/** As stored in a row. */
export const storedScopes = (chosen: readonly Scope[]): string =>
  SCOPES.filter((scope) => chosen.includes(scope)).join(" ");

/** The scopes of a row. One that no longer exists opens nothing. */
export function scopesOf(stored: string): Scope[] {
  const words = stored.split(" ");
  return SCOPES.filter((scope) => words.includes(scope));
}
