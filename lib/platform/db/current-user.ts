import { isLanguage, type Language } from "@/lib/platform/config/languages";
import { type Role, roleOf } from "@/lib/platform/config/roles";
import { type Instant, instant, toDate } from "./driver-read";

/*
 * What is read about the caller, whatever credential they show: each request uses one joined query for it.
 */

/** The caller, as the database has them now. */
export type UserNow = {
  id: string;
  name: string;
  email: string;
  emailVerified: Date | null;
  role: Role;
  language: Language | null;
  timeZone: string | null;
  createdAt: Date;
  /** Since when a sign-in asks for a second factor; null where there is none. */
  secondFactorAt: Date | null;
  disabled: boolean;
};

/** What USER_COLUMNS give. */
export type UserRow = {
  userId: string;
  name: string;
  email: string;
  emailVerified: Instant | null;
  /** As stored, by any version. */
  role: unknown;
  language: string | null;
  timeZone: string | null;
  userCreatedAt: Instant;
  disabledAt: Instant | null;
  secondFactorAt: Instant | null;
};

/** The columns of `"User" u` that toUser() needs. */
export const USER_COLUMNS = [
  'u."id" AS "userId", u."name", u."email", u."role", u."language", u."timeZone"',
  ...["emailVerified", "disabledAt", "secondFactorAt"].map((name) => instant(`u."${name}"`, name)),
  instant('u."createdAt"', "userCreatedAt"),
].join(", ");

/** The caller, from a row with USER_COLUMNS. */
export function toUser(row: UserRow): UserNow {
  return {
    id: row.userId,
    name: row.name,
    email: row.email,
    emailVerified: row.emailVerified === null ? null : toDate(row.emailVerified),
    role: roleOf(row.role),
    language: isLanguage(row.language) ? row.language : null,
    timeZone: row.timeZone,
    createdAt: toDate(row.userCreatedAt),
    secondFactorAt: row.secondFactorAt === null ? null : toDate(row.secondFactorAt),
    disabled: row.disabledAt !== null,
  };
}
