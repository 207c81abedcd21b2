import { z } from "zod";
import { ROLES } from "@/lib/platform/config/roles";
import { searchUsers } from "@/lib/platform/db/tables/user-search";
import { listUsers, type User } from "@/lib/platform/db/tables/users";

const PAGE_SIZE = 25;

/** The query of the admin's user list: `?q=…&after=<id>`. Nonsense becomes the first page. */
export const usersQuery = z.object({
  // A NUL ends the pattern in SQLite, which then fits everybody, and is an error in PostgreSQL.
  q: z
    .string()
    .trim()
    .max(120)
    .regex(/^\P{Cc}*$/u)
    .catch("")
    .default(""),
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
  };
}

/**
 * One page of users: all of them, the newest first, or those in whose name or address a word begins
 * like `q`, in the order of the alphabet.
 * @returns the users, and the `after` of the next page or null
 */
export async function pageOfUsers({
  q,
  after,
}: z.infer<typeof usersQuery>): Promise<{ users: UserView[]; next: string | null }> {
  const page = { after, take: PAGE_SIZE + 1 };
  const found = q === "" ? await listUsers(page) : await searchUsers(q, page);
  const users = found.slice(0, PAGE_SIZE);
  const next = found.length > PAGE_SIZE ? (users.at(-1)?.id ?? null) : null;
  return { users: users.map(viewOf), next };
}
