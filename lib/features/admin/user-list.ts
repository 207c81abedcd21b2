import { z } from "zod";
import { ROLES } from "@/lib/platform/config/roles";
import {
  countFound,
  countUsers,
  listUsers,
  searchUsers,
  USER_ORDERS,
} from "@/lib/platform/db/tables/user-search";
import type { User } from "@/lib/platform/db/tables/users";

const PAGE_SIZE = 25;
/** Counting goes on for so long: nobody pages through more, and a list stays quick. */
export const COUNT_LIMIT = 10_000;

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
  /** How many there are on all pages together; null where there are more than COUNT_LIMIT. */
  total: z.int().nullable(),
});

/**
 * One page of users: all of them in the order asked for, or those in whose name or address a word
 * begins like `q`, in the order of the alphabet.
 */
export async function pageOfUsers({
  q,
  sort,
  after,
}: z.infer<typeof usersQuery>): Promise<z.infer<typeof userPage>> {
  const page = { after, take: PAGE_SIZE + 1 };
  const [found, count] =
    q === ""
      ? await Promise.all([listUsers(page, sort), countUsers(COUNT_LIMIT + 1)])
      : await Promise.all([searchUsers(q, page), countFound(q, COUNT_LIMIT + 1)]);
  const users = found.slice(0, PAGE_SIZE);
  const next = found.length > PAGE_SIZE ? (users.at(-1)?.id ?? null) : null;
  return { users: users.map(viewOf), next, total: count > COUNT_LIMIT ? null : count };
}
