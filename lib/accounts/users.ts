import { z } from "zod";
import { listUsers, type User } from "@/lib/db/users";

const PAGE_SIZE = 25;

/** The query of the admin's user list: `?q=…&page=2`. Nonsense becomes the first page. */
export const usersQuery = z.object({
  // A NUL ends the pattern in SQLite, which then fits everybody, and is an error in PostgreSQL.
  q: z
    .string()
    .trim()
    .max(120)
    .regex(/^\P{Cc}*$/u)
    .catch("")
    .default(""),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

/** A user as an administrator sees one. Dates are ISO 8601. */
export type UserView = {
  id: string;
  name: string;
  email: string;
  role: string;
  emailVerified: boolean;
  disabled: boolean;
  createdAt: string;
};

export function userView({ emailVerified, disabledAt, createdAt, ...user }: User): UserView {
  return {
    ...user,
    emailVerified: emailVerified !== null,
    disabled: disabledAt !== null,
    createdAt: createdAt.toISOString(),
  };
}

/** One page of users whose name or address contains `q`, by address. */
export async function searchUsers(
  query: z.infer<typeof usersQuery>,
): Promise<{ users: UserView[]; total: number; page: number; pages: number }> {
  const skip = (query.page - 1) * PAGE_SIZE;
  const { users, total } = await listUsers({ search: query.q, skip, take: PAGE_SIZE });
  return {
    users: users.map(userView),
    total,
    page: query.page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
  };
}
