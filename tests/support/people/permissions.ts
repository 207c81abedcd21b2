import type { Account } from "./accounts";

/*
 * Who may do what, in one table: actors against every page and every method of the API. The tests
 * of access hold it against what the routes declare and against what the running app does.
 */

/**
 * "user" owns what `[id]` stands for where it belongs to somebody; "another" is a user who does not.
 * A stale one is the same person, but has not authenticated recently. The
 * disabled one still has the cookie of before.
 */
export const ACTORS = [
  "anonymous",
  "user",
  "another",
  "admin",
  "stale user",
  "stale admin",
  "disabled",
] as const;

export type Actor = (typeof ACTORS)[number];

/**
 * What becomes of a call, to the API and to a page:
 * - allowed: let in, whatever is then made of what was sent
 * - unauthenticated: 401; led to the sign-in form
 * - forbidden: 403; a 403 page, or led to the dashboard by the cookie's hint
 * - reauthenticate: 403 with a code of its own; led to the password form
 * - not found: 404, because it is somebody else's
 * - signed in: 409; led to the dashboard
 */
export type Outcome =
  | "allowed"
  | "unauthenticated"
  | "forbidden"
  | "reauthenticate"
  | "not found"
  | "signed in";

export type Row = Readonly<Record<Actor, Outcome>>;

/** A row, and what a call needs so that nothing but access can stand in its way. */
export type Line = Row & {
  /** What the parameters of the path stand for. */
  readonly params?: (people: People) => Record<string, string> | Promise<Record<string, string>>;
  /** A body that the method takes. Without one, it may refuse the empty body of somebody let in. */
  readonly body?: Readonly<Record<string, unknown>>;
};

/** Whose rows a call can be about. */
export type People = {
  /** The one that "user" is. */
  readonly owner: Account;
  /** A session of the owner with which nobody asks. */
  readonly ownSession: string;
  /** Whom administrators ask about: not one of the actors. */
  readonly subject: Account;
};

const SUBJECT = { params: ({ subject }: People) => ({ id: subject.id }) };

const PUBLIC: Row = {
  anonymous: "allowed",
  user: "allowed",
  another: "allowed",
  admin: "allowed",
  "stale user": "allowed",
  "stale admin": "allowed",
  disabled: "allowed",
};

const NOWHERE: Row = {
  anonymous: "not found",
  user: "not found",
  another: "not found",
  admin: "not found",
  "stale user": "not found",
  "stale admin": "not found",
  disabled: "not found",
};

const SIGNED_OUT: Row = {
  anonymous: "allowed",
  user: "signed in",
  another: "signed in",
  admin: "signed in",
  "stale user": "signed in",
  "stale admin": "signed in",
  disabled: "allowed",
};

const USER: Row = { ...PUBLIC, anonymous: "unauthenticated", disabled: "unauthenticated" };

const RECENT: Row = { ...USER, "stale user": "reauthenticate", "stale admin": "reauthenticate" };

const OWNER: Row = {
  ...USER,
  another: "not found",
  admin: "not found",
  "stale admin": "not found",
};

const ADMIN: Row = {
  ...USER,
  user: "forbidden",
  another: "forbidden",
  "stale user": "forbidden",
};

const RECENT_ADMIN: Row = { ...ADMIN, "stale admin": "reauthenticate" };

/** An address that nobody has. */
const ANYBODY = "anybody@example.com";

/** What each access that a route can declare (as JSON) means for everybody. */
export const rowByAccess: Readonly<Record<string, Row>> = {
  '"public"': PUBLIC,
  '"anonymous"': SIGNED_OUT,
  '"user"': USER,
  '{"recent":true}': RECENT,
  '{"role":"admin"}': ADMIN,
  '{"role":"admin","recent":true}': RECENT_ADMIN,
};

/** Pages, by address. To see one changes nothing, whoever sees it. */
export const pagePermissions: Readonly<Record<string, Line>> = {
  "/": PUBLIC,
  "/[...unknown]": { ...NOWHERE, params: () => ({ unknown: "no/such-page" }) },
  "/admin": ADMIN,
  "/admin/events": ADMIN,
  "/admin/users/[id]": { ...ADMIN, ...SUBJECT },
  "/check-mail": PUBLIC,
  "/confirm-email": PUBLIC,
  "/dashboard": USER,
  "/first-admin": RECENT,
  "/forgot-password": PUBLIC,
  "/reauthenticate": USER,
  "/reset-password": PUBLIC,
  "/settings": USER,
  "/settings/account": RECENT,
  "/settings/email": USER,
  "/settings/password": USER,
  "/signin": SIGNED_OUT,
  "/signup": SIGNED_OUT,
  "/undo-email": PUBLIC,
  "/verify-email": PUBLIC,
};

/** Methods of the API, by address. */
export const apiPermissions: Readonly<Record<string, Readonly<Record<string, Line>>>> = {
  "/api/account": {
    POST: {
      ...SIGNED_OUT,
      body: { name: "Ada", email: ANYBODY, password: "seven quiet lanterns" },
    },
  },
  "/api/account/email/confirm": { POST: PUBLIC },
  "/api/account/email/undo": { POST: PUBLIC },
  "/api/account/forgot-password": { POST: { ...PUBLIC, body: { email: ANYBODY } } },
  "/api/account/reset-password": { POST: PUBLIC },
  "/api/account/verify-email": { POST: PUBLIC },
  "/api/account/verify-email/resend": { POST: { ...PUBLIC, body: { email: ANYBODY } } },
  "/api/admin/events": { GET: ADMIN },
  "/api/admin/events/export": { GET: RECENT_ADMIN },
  "/api/admin/first": { POST: RECENT },
  "/api/admin/users": { GET: ADMIN },
  "/api/admin/users/[id]": {
    GET: { ...ADMIN, ...SUBJECT },
    PATCH: { ...RECENT_ADMIN, ...SUBJECT, body: { disabled: true } },
  },
  "/api/admin/users/[id]/password-reset": { POST: { ...RECENT_ADMIN, ...SUBJECT } },
  "/api/admin/users/[id]/sessions": { DELETE: { ...RECENT_ADMIN, ...SUBJECT } },
  "/api/admin/users/[id]/verification": { POST: { ...RECENT_ADMIN, ...SUBJECT } },
  "/api/auth/[...nextauth]": {
    GET: { ...PUBLIC, params: () => ({ nextauth: "session" }) },
    POST: { ...PUBLIC, params: () => ({ nextauth: "session" }) },
  },
  "/api/health/live": { GET: PUBLIC },
  "/api/health/ready": { GET: PUBLIC },
  "/api/language": { POST: { ...PUBLIC, body: { language: "en" } } },
  "/api/me": { GET: USER, PATCH: { ...USER, body: { name: "Countess" } }, DELETE: RECENT },
  "/api/me/email": { POST: USER },
  "/api/me/events": { GET: USER },
  "/api/me/export": { GET: RECENT },
  "/api/me/password": { POST: USER },
  "/api/me/reauthenticate": { POST: USER },
  "/api/me/sessions": { GET: USER, DELETE: USER },
  "/api/me/sessions/[id]": {
    DELETE: { ...OWNER, params: ({ ownSession }) => ({ id: ownSession }) },
  },
};
