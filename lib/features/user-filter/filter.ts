import { z } from "zod";
import { searchText } from "@/lib/features/input/search-text";
import { SLUG_LIMIT } from "@/lib/features/organisations/fields";
import { isOn } from "@/lib/platform/config/features";
import { may, ROLES, type Role } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_MS } from "@/lib/platform/core/time";
import {
  membersAmong,
  organisationIdOf,
  type SignInRange,
} from "@/lib/platform/db/tables/people/user-lists";
import type { User } from "@/lib/platform/db/tables/users";
import { LAST_SIGN_IN } from "./last-sign-in";

const STATUSES = ["confirmed", "unconfirmed", "disabled"] as const;

const DAYS = { "7d": 7, "30d": 30, "90d": 90, over90d: 90 } as const;

/** Which users to list; missing or invalid values do not filter. */
export const userFilter = z.object({
  role: z.enum(ROLES).optional().catch(undefined),
  status: z.enum(STATUSES).optional().catch(undefined),
  /** Whether a sign-in asks for a second factor. */
  factor: z.enum(["on", "off"]).optional().catch(undefined),
  lastSignIn: z.enum(LAST_SIGN_IN).optional().catch(undefined),
  /** A slug. An unknown one matches nobody: a typing error must not list everybody. */
  organisation: searchText(SLUG_LIMIT).toLowerCase().min(1).optional().catch(undefined),
});

export type UserFilter = z.infer<typeof userFilter>;

/**
 * A filter that the caller may use: only callers who may read organisations learn who is a member.
 * @throws Problem forbidden
 */
export function filterFor<Filter extends UserFilter>(role: Role, filter: Filter): Filter {
  if (!isOn(["organisations"])) return { ...filter, organisation: undefined };
  if (filter.organisation && !may(role, "organisations.read")) throw new Problem("forbidden");
  return filter;
}

/** A filter as the database understands it: the organisation by its id, and times for days. */
export type Wanted = Pick<UserFilter, "role" | "status" | "factor"> & {
  organizationId: string | undefined;
  lastSignIn: SignInRange | "never" | undefined;
};

/** @returns null when nobody can match, because there is no such organisation */
export async function wantedBy(filter: UserFilter, now = Date.now()): Promise<Wanted | null> {
  const { role, status, factor, lastSignIn, organisation } = filter;
  const organizationId = organisation && (await organisationIdOf(organisation));
  if (organizationId === null) return null;
  return { role, status, factor, organizationId, lastSignIn: rangeOf(lastSignIn, now) };
}

function rangeOf(within: UserFilter["lastSignIn"], now: number): Wanted["lastSignIn"] {
  if (within === undefined || within === "never") return within;
  const limit = new Date(now - DAYS[within] * DAY_MS);
  return within === "over90d" ? { until: limit } : { from: limit };
}

/** The matching ones of some users. */
export async function matchingUsers(users: User[], wanted: Wanted): Promise<User[]> {
  const fitting = users.filter((user) => fits(user, wanted));
  const { organizationId } = wanted;
  if (!organizationId || fitting.length === 0) return fitting;
  const members = await membersAmong(
    organizationId,
    fitting.map(({ id }) => id),
  );
  return fitting.filter(({ id }) => members.has(id));
}

function fits(user: User, { role, status, factor, lastSignIn }: Wanted): boolean {
  if (role && user.role !== role) return false;
  if (factor && (user.secondFactorAt !== null) !== (factor === "on")) return false;
  if (lastSignIn && !isWithin(user.lastSignInAt, lastSignIn)) return false;
  return !status || statusOf(user) === status;
}

function isWithin(at: Date | null, range: SignInRange | "never"): boolean {
  if (range === "never" || at === null) return range === "never" && at === null;
  return (!range.from || at >= range.from) && (!range.until || at < range.until);
}

/** Disabled takes precedence: nobody can sign in. */
const statusOf = ({ disabledAt, emailVerified }: User): (typeof STATUSES)[number] =>
  disabledAt ? "disabled" : emailVerified ? "confirmed" : "unconfirmed";
