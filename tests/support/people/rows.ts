import {
  isMemberPermission,
  type MemberAccess,
  type MemberRole,
  memberFits,
} from "@/lib/platform/config/organisations/member-roles";
import { fits, ROLES, type Role, type RoleAccess } from "@/lib/platform/config/roles";
import type { Access } from "@/lib/web/guard/access";
import type { Account } from "./accounts";

/*
 * The actors, and the result of a call: the words of the table in permissions.ts, and of the product's in
 * product/tests/permissions.ts.
 */

/**
 * "user" owns what `[id]` stands for where it belongs to somebody; "another" is a user who does not.
 * A stale one is the same person, but has not authenticated recently. The
 * disabled one still has the cookie of before. Each further role of lib/platform/config/roles.ts is
 * an actor of its own, whom nothing belongs to. None of them belongs to the organisation that `[slug]`
 * stands for: they are its outsiders.
 */
export const ACTORS: readonly Actor[] = [
  "anonymous",
  ...ROLES,
  "another",
  "stale user",
  "stale admin",
  "disabled",
];

/**
 * Users who belong to that organisation. To a route that asks for no membership each of them is "another",
 * so only those that do are tried with them.
 */
const MEMBERS = [
  "member",
  "organisation admin",
  "organisation owner",
  "stale organisation owner",
] as const;

type MemberActor = (typeof MEMBERS)[number];

export type Actor =
  | "anonymous"
  | Role
  | "another"
  | "stale user"
  | "stale admin"
  | "disabled"
  | MemberActor;

/** An impersonating administrator, too; their result follows from what the others may. */
export type AnyActor = Actor | "impersonator";

/** The role in which an actor belongs to the organisation; null for its outsiders. */
export function memberRoleOfActor(actor: Actor): MemberRole | null {
  const own = MEMBERS.find((member) => member === actor);
  if (!own) return null;
  if (own === "member") return own;
  return own === "organisation admin" ? "admin" : "owner";
}

/** The actors that are tried with a line. */
export const actorsOf = (line: Line): readonly Actor[] =>
  line.organisation ? [...ACTORS, ...MEMBERS] : ACTORS;

/**
 * The result of a call, to the API and to a page:
 * - allowed: let in, whatever is then made of what was sent
 * - unauthenticated: 401; led to the sign-in form
 * - forbidden: 403; a 403 page, or led to the dashboard by the cookie's hint
 * - reauthenticate: 403 with a code of its own; led to the password form
 * - not found: 404, because it is somebody else's
 * - impersonated: 403 with a code of its own, because it is for the owner alone
 * - signed in: 409; led to the dashboard
 */
export type Outcome =
  | "allowed"
  | "unauthenticated"
  | "forbidden"
  | "reauthenticate"
  | "not found"
  | "impersonated"
  | "signed in";

export type Row = Readonly<Record<Actor, Outcome>>;

/** A row, and what a call needs so that only access can refuse it. */
export type Line = Row & {
  /** What the parameters of the path stand for. */
  readonly params?: (people: People) => Record<string, string> | Promise<Record<string, string>>;
  /** A valid body, for every method that takes one: no refusal of a body may hide what access does. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** The body's proof is wrong: somebody let in is then refused as invalid. */
  readonly wrongProof?: true;
  /** What it would change does not exist: somebody let in is then refused with 409. */
  readonly nothingToDo?: true;
  /** Let in by the guard, and then refused because of what it is about. */
  readonly refusedByRun?: readonly Actor[];
  /** It is about the organisation that `[slug]` stands for. */
  readonly organisation?: true;
  /** Open to an impersonating administrator, though it is not a GET. */
  readonly whileActing?: true;
  /** Whether only the owner is let in, though what it asks for and what it changes do not say so. */
  readonly ownerOnly?: true;
};

/**
 * The result of a call by an impersonating administrator: everything the owner may read, and nothing that
 * changes anything or requires a recent proof or a right.
 */
export function outcomeWhileActing(line: Line, method: string): Outcome {
  if (line.whileActing) return "allowed";
  if (line.ownerOnly) return "impersonated";
  if (line.anonymous !== "unauthenticated") return line.user;
  const takesProof =
    line["stale user"] === "reauthenticate" || line["stale admin"] === "reauthenticate";
  const takesRight = line.user === "forbidden";
  return method !== "GET" || takesProof || takesRight ? "impersonated" : line.user;
}

/** Whose rows a call can be about. */
export type People = {
  /** The one that "user" is. */
  readonly owner: Account;
  /** A session of the owner with which nobody asks. */
  readonly ownSession: string;
  /** Whom administrators ask about: not one of the actors. */
  readonly subject: Account;
  /** The organisation of the members; the subject is a member of it, too, and invited nobody. */
  organisation(): Promise<{ id: string; slug: string; invitation: string }>;
};

/** The role in which an actor asks. */
export const roleOfActor = (actor: Actor): Role =>
  ROLES.find((role) => role === actor) ?? (actor === "stale admin" ? "admin" : "user");

const everybody = (outcome: (actor: Actor) => Outcome): Row =>
  Object.fromEntries([...ACTORS, ...MEMBERS].map((actor) => [actor, outcome(actor)])) as Row;

const isOut = (actor: Actor) => actor === "anonymous" || actor === "disabled";

export const PUBLIC: Row = everybody(() => "allowed");

/** What does not exist, for anybody. */
export const NOWHERE: Row = everybody(() => "not found");

export const SIGNED_OUT: Row = everybody((actor) => (isOut(actor) ? "allowed" : "signed in"));

export const USER: Row = everybody((actor) => (isOut(actor) ? "unauthenticated" : "allowed"));

/** What a role decides: `USER`, but forbidden to those without a matching one. */
const having = (wanted: RoleAccess): Row =>
  everybody((actor) =>
    USER[actor] === "allowed" && !fits(roleOfActor(actor), wanted) ? "forbidden" : USER[actor],
  );

/** What a membership decides: not found by outsiders, forbidden to members without a matching one. */
const belonging = (wanted: MemberAccess): Row =>
  everybody((actor) => {
    const role = memberRoleOfActor(actor);
    if (USER[actor] !== "allowed") return USER[actor];
    if (!role) return "not found";
    return memberFits(role, wanted) ? "allowed" : "forbidden";
  });

/** Of those let in, the stale ones have to authenticate again. */
const recently = (row: Row): Row =>
  everybody((actor) =>
    actor.startsWith("stale") && row[actor] === "allowed" ? "reauthenticate" : row[actor],
  );

export const RECENT: Row = recently(USER);

/** What exists only for an impersonating administrator. */
export const WHILE_ACTING = {
  ...everybody((actor) => (isOut(actor) ? "unauthenticated" : "not found")),
  whileActing: true,
} as const;

/** Of those let in, only the owner finds it. */
export const OWNER: Row = everybody((actor) =>
  USER[actor] !== "allowed" || actor === "user" || actor === "stale user"
    ? USER[actor]
    : "not found",
);

/** The same, where the stale ones have to authenticate again before anything is looked for. */
export const RECENT_OWNER: Row = everybody((actor) =>
  actor.startsWith("stale") ? "reauthenticate" : OWNER[actor],
);

/** The result of an access that a route can declare, for everybody. */
export function rowOf(access: Access): Row {
  if (access === "public") return PUBLIC;
  if (access === "anonymous") return SIGNED_OUT;
  if (access === "user") return USER;
  const row = beforeRecency(access);
  return access.recent ? recently(row) : row;
}

function beforeRecency(access: Exclude<Access, string>): Row {
  if ("member" in access) return belonging(access);
  if ("role" in access) return having(access);
  if (!("permission" in access)) return USER;
  const { permission } = access;
  return isMemberPermission(permission) ? belonging({ permission }) : having({ permission });
}

/** A line of a route of an organisation, by what it asks of a member. */
export const inOrganisation = (access: MemberAccess & { recent?: true }) =>
  ({
    ...rowOf(access),
    organisation: true,
    params: async (people: People) => ({ slug: (await people.organisation()).slug }),
  }) as const;

/** Lines of pages, by address. */
export type Pages = Readonly<Record<string, Line>>;

/** Lines of methods of the API, by address and method. */
export type Methods = Readonly<Record<string, Readonly<Record<string, Line>>>>;
