import { z } from "zod";
import { ROLES } from "@/lib/platform/config/roles";
import {
  countFound,
  countUsers,
  listUsers,
  searchUsers,
  USER_ORDERS,
  type UserPage,
} from "@/lib/platform/db/tables/user-search";
import type { User } from "@/lib/platform/db/tables/users";

const PAGE_SIZE = 25;
/** Counting goes on for so long: nobody pages through more, and a list stays quick. */
export const COUNT_LIMIT = 10_000;

const STATUSES = ["confirmed", "unconfirmed", "disabled"] as const;

/** Which users to list; what is left out, or is nonsense, does not matter. */
export const userFilter = z.object({
  role: z.enum(ROLES).optional().catch(undefined),
  status: z.enum(STATUSES).optional().catch(undefined),
  /** Whether a sign-in asks for a second factor. */
  factor: z.enum(["on", "off"]).optional().catch(undefined),
});

export type UserFilter = z.infer<typeof userFilter>;

/** The query of the admin's user list: `?q=…&sort=…&after=<id>`. Nonsense becomes the first page. */
export const usersQuery = z.object({
  // A NUL ends the pattern in SQLite, which then fits everybody, and is an error in PostgreSQL.
  q: z
    .string()
    .trim()
    .max(120)
    .regex(/^\P{Cc}*$/u)
    .catch("")
    .default(""),
  sort: z.enum(USER_ORDERS).catch("newest").default("newest"),
  after: z.uuid().nullable().catch(null).default(null),
  ...userFilter.shape,
});

/** A user as an administrator sees one. Dates are ISO 8601. */
export const userView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    emailVerified: z.boolean(),
    disabled: z.boolean(),
    createdAt: z.iso.datetime(),
    /** Since when a sign-in asks for a second factor; null where there is none. */
    secondFactorSince: z.iso.datetime().nullable(),
  })
  .meta({ id: "User" });

export type UserView = z.infer<typeof userView>;

/** @returns a user as an administrator sees one */
export function viewOf(user: User): UserView {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    emailVerified: user.emailVerified !== null,
    disabled: user.disabledAt !== null,
    createdAt: user.createdAt.toISOString(),
    secondFactorSince: user.secondFactorAt?.toISOString() ?? null,
  };
}

/** A page of users, as the API answers it. */
export const userPage = z.object({
  users: z.array(userView),
  /** The `after` of the next page. */
  next: z.uuid().nullable(),
  /** How many there are on all pages together; null where there are more than COUNT_LIMIT, or some are left out. */
  total: z.int().nullable(),
});

/**
 * One page of users: all of them in the order asked for, or those in whose name or address a word
 * begins like `q`, in the order of the alphabet. Of those with a filter it may be a short one.
 */
export async function pageOfUsers({
  q,
  sort,
  after,
  ...filter
}: z.infer<typeof usersQuery>): Promise<z.infer<typeof userPage>> {
  const list: List = (page) => (q === "" ? listUsers(page, sort) : searchUsers(q, page));
  if (Object.values(filter).some((value) => value !== undefined)) {
    return { ...(await filteredPage(list, filter, after)), total: null };
  }
  const [found, count] = await Promise.all([
    list({ after, take: PAGE_SIZE + 1 }),
    q === "" ? countUsers(COUNT_LIMIT + 1) : countFound(q, COUNT_LIMIT + 1),
  ]);
  const users = found.slice(0, PAGE_SIZE);
  const next = found.length > PAGE_SIZE ? (users.at(-1)?.id ?? null) : null;
  return { users: users.map(viewOf), next, total: count > COUNT_LIMIT ? null : count };
}

type List = (page: UserPage) => Promise<User[]>;

/** Users read at once, and for one page at most: a filter has no index of its own. */
const WINDOW = 500;
const LOOKED_AT = 10 * WINDOW;

/**
 * The next users that fit. Where few do, not all are looked through for one page: then it is short or empty, and
 * `next` goes on behind the last one that was looked at.
 */
async function filteredPage(list: List, filter: UserFilter, after: string | null) {
  const users: UserView[] = [];
  for (let looked = 0; looked < LOOKED_AT; looked += WINDOW) {
    const window = await list({ after, take: WINDOW });
    for (const user of window) {
      after = user.id;
      if (fitsFilter(user, filter)) users.push(viewOf(user));
      if (users.length === PAGE_SIZE) return { users, next: after };
    }
    if (window.length < WINDOW) return { users, next: null };
  }
  return { users, next: after };
}

/** Whether a user is one of those asked for. */
export function fitsFilter(user: User, { role, status, factor }: UserFilter): boolean {
  if (role && user.role !== role) return false;
  if (factor && (user.secondFactorAt !== null) !== (factor === "on")) return false;
  return !status || statusOf(user) === status;
}

/** Disabled goes before all else: nobody can sign in. */
const statusOf = ({ disabledAt, emailVerified }: User): (typeof STATUSES)[number] =>
  disabledAt ? "disabled" : emailVerified ? "confirmed" : "unconfirmed";
