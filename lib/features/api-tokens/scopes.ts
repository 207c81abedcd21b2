import { may, type Permission, type Role } from "@/lib/platform/config/roles";

/**
 * What an API token can be allowed to do. A method names the one that opens it (`token: "profile:read"`);
 * what names none is closed to tokens.
 *
 * A new scope is a line here and its text in lib/platform/texts/{en,de}/programs/api-tokens.ts. A scope that
 * goes with a permission is offered to those whose role has it; the role is looked at again at each request.
 */
const scopes = {
  "profile:read": null,
  "profile:write": null,
  "sessions:read": null,
  "events:read": null,
  "users:read": "users.read",
  "trail:read": "events.read",
} as const satisfies Record<string, Permission | null>;

export type Scope = keyof typeof scopes;

const keys = Object.keys(scopes) as [Scope, ...Scope[]];

/** Every scope, in the order in which they are offered. */
export const SCOPES: readonly [Scope, ...Scope[]] = keys;

/** The scopes that somebody of a role can give to a token. */
export const scopesFor = (role: Role): Scope[] =>
  SCOPES.filter((scope) => {
    const permission = scopes[scope];
    return permission === null || may(role, permission);
  });

/** As a row has them. */
export const storedScopes = (chosen: readonly Scope[]): string =>
  SCOPES.filter((scope) => chosen.includes(scope)).join(" ");

/** The scopes of a row. One that is no longer there opens nothing. */
export function scopesOf(stored: string): Scope[] {
  const words = stored.split(" ");
  return SCOPES.filter((scope) => words.includes(scope));
}
