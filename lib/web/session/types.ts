import { z } from "zod";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import { ROLES } from "@/lib/platform/config/roles";
import type { UserNow } from "@/lib/platform/db/current-user";

/** The signed-in user, as pages and API routes see it. Dates are ISO 8601. */
export const currentUser = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.iso.datetime().nullable(),
    role: z.enum(ROLES),
    /** What they chose; null as long as the browser is asked. */
    language: z.enum(LANGUAGE_CODES).nullable(),
    /** IANA name of what they chose; null as long as the browser is asked. */
    timeZone: z.string().nullable(),
    createdAt: z.iso.datetime(),
    /** Since when a sign-in asks for a second factor; null where there is none. */
    secondFactorSince: z.iso.datetime().nullable(),
  })
  .meta({ id: "CurrentUser" });

export type CurrentUser = z.infer<typeof currentUser>;

/** A user as the database has them, for pages and API routes. */
export const currentUserOf = (user: UserNow): CurrentUser => ({
  id: user.id,
  name: user.name,
  email: user.email,
  emailVerified: user.emailVerified?.toISOString() ?? null,
  role: user.role,
  language: user.language,
  timeZone: user.timeZone,
  createdAt: user.createdAt.toISOString(),
  secondFactorSince: user.secondFactorAt?.toISOString() ?? null,
});

/** The session in use. `id` is public: it names the session and opens nothing. */
export const currentSession = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    /** When the owner last proved who they are. */
    authenticatedAt: z.iso.datetime(),
    expires: z.iso.datetime(),
    /** Whether it outlives the browser. */
    remember: z.boolean(),
    /** The administrator who acts in it for the user; null where it is the user. */
    impersonator: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  })
  .meta({ id: "CurrentSession" });

export type CurrentSession = z.infer<typeof currentSession>;

/** What getServerSession and useSession give. */
export type ClientSession = { user: CurrentUser; session: CurrentSession; expires: string };
