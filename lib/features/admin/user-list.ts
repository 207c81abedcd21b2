import { z } from "zod";
import { searchText } from "@/lib/features/input/search-text";
import {
  matchingUsers,
  userFilter,
  type Wanted,
  wantedBy,
} from "@/lib/features/user-filter/filter";
import { ROLES } from "@/lib/platform/config/roles";
import { fromReplica } from "@/lib/platform/db/replica";
import {
  listAllBySignIn,
  listBySignIn,
  listNeverSignedIn,
  listUsersOf,
} from "@/lib/platform/db/tables/people/user-lists";
import {
  countFound,
  countUsers,
  listUsers,
  searchUsers,
  USER_ORDERS,
  type UserPage,
} from "@/lib/platform/db/tables/user-search";
import { findUsers, type User } from "@/lib/platform/db/tables/users";
import { listParameters, queryOf } from "@/lib/platform/http/lists/list-address";

const PAGE_SIZE = 25;
/** Counting stops here: nobody pages further, and the list stays quick. */
export const COUNT_LIMIT = 10_000;

/** The orders in which users can be listed. */
const SORTS = [...USER_ORDERS, "lastSignIn"] as const;

/** The query of the admin's user list: `?q=…&sort=…&after=<id>`. Invalid values give the first page. */
export const usersQuery = z.object({
  q: searchText(120).catch("").default(""),
  sort: z.enum(SORTS).catch("newest").default("newest"),
  after: z.uuid().nullable().catch(null).default(null),
  ...userFilter.shape,
});

/** The query of a list as its pages' links carry it: without the order that it has anyway. */
export const usersQueryText = ({ sort, ...rest }: z.infer<typeof usersQuery>): string =>
  queryOf({ ...rest, sort: sort === "newest" ? null : sort });

/** The query of the list that a page was opened from, checked; empty where it was opened from elsewhere. */
export const listBehind = (query: Parameters<typeof listParameters>[0]): string =>
  usersQueryText(usersQuery.parse(listParameters(query)));

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
    /** When a session of theirs was last opened; null where none was, or it is unknown. */
    lastSignInAt: z.iso.datetime().nullable(),
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
    lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
  };
}

/** Users by their ids, in that order; deleted ones are left out. */
export async function viewsOf(ids: string[]): Promise<UserView[]> {
  const users = new Map((await findUsers(ids)).map((user) => [user.id, viewOf(user)]));
  return ids.flatMap((id) => users.get(id) ?? []);
}

/** A page of users, as the API answers it. */
export const userPage = z.object({
  users: z.array(userView),
  /** The `after` of the next page. */
  next: z.uuid().nullable(),
  /**
   * How many there are on all pages together; null where there are more than COUNT_LIMIT, or not all were
   * counted.
   */
  total: z.int().nullable(),
});

/**
 * One page of users. A search comes in alphabetical order, a filter by organisation or last sign-in in its
 * own order, and anything else in the requested order. With a filter a page may be short.
 */
export const pageOfUsers = (query: z.infer<typeof usersQuery>): Promise<z.infer<typeof userPage>> =>
  fromReplica(() => readPage(query));

async function readPage({
  q,
  sort,
  after,
  ...filter
}: z.infer<typeof usersQuery>): Promise<z.infer<typeof userPage>> {
  const wanted = await wantedBy(filter);
  if (!wanted) return { users: [], next: null, total: 0 };
  const list = leading(q, sort, wanted);
  if (Object.values(wanted).some((value) => value !== undefined)) {
    return { ...(await filteredPage(list, wanted, after)), total: null };
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

/** The list to read: by the most selective index. */
function leading(q: string, sort: (typeof SORTS)[number], wanted: Wanted): List {
  const { organizationId, lastSignIn } = wanted;
  if (q !== "") return (page) => searchUsers(q, page);
  if (organizationId) {
    return (page) => listUsersOf(organizationId, page, sort === "oldest" ? sort : "newest");
  }
  if (lastSignIn === "never") return listNeverSignedIn;
  if (lastSignIn) return (page) => listBySignIn(page, lastSignIn);
  return (page) => (sort === "lastSignIn" ? listAllBySignIn(page) : listUsers(page, sort));
}

/** How many users are read at once, and for one page at most: not every filter has an index of its own. */
const WINDOW = 500;
const LOOKED_AT = 10 * WINDOW;

/**
 * The next users that match. Where few do, one page does not read all users: then it is short or empty, and
 * `next` continues after the last user read.
 */
async function filteredPage(list: List, wanted: Wanted, after: string | null) {
  const users: UserView[] = [];
  // Where the filter selects the list, the first ones all match.
  for (let looked = 0, take = PAGE_SIZE + 1; looked < LOOKED_AT; looked += take, take = WINDOW) {
    const window = await list({ after, take });
    const fitting = new Set((await matchingUsers(window, wanted)).map(({ id }) => id));
    for (const user of window) {
      after = user.id;
      if (fitting.has(user.id)) users.push(viewOf(user));
      const end = user === window.at(-1) && window.length < take;
      if (users.length === PAGE_SIZE) return { users, next: end ? null : after };
    }
    if (window.length < take) return { users, next: null };
  }
  return { users, next: after };
}
