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

const PUBLIC: Row = {
  anonymous: "allowed",
  user: "allowed",
  another: "allowed",
  admin: "allowed",
  "stale user": "allowed",
  "stale admin": "allowed",
  disabled: "allowed",
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
export const pagePermissions: Readonly<Record<string, Row>> = {
  "/": PUBLIC,
  "/admin": ADMIN,
  "/admin/events": ADMIN,
  "/admin/users/[id]": ADMIN,
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
export const apiPermissions: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  "/api/account": { POST: SIGNED_OUT },
  "/api/account/delete": { POST: RECENT },
  "/api/account/email": { POST: USER },
  "/api/account/email/confirm": { POST: PUBLIC },
  "/api/account/email/undo": { POST: PUBLIC },
  "/api/account/export": { GET: RECENT },
  "/api/account/forgot-password": { POST: PUBLIC },
  "/api/account/password": { POST: USER },
  "/api/account/reauthenticate": { POST: USER },
  "/api/account/reset-password": { POST: PUBLIC },
  "/api/account/verify-email": { POST: PUBLIC },
  "/api/account/verify-email/resend": { POST: PUBLIC },
  "/api/admin/events": { GET: ADMIN },
  "/api/admin/events/export": { GET: RECENT_ADMIN },
  "/api/admin/first": { POST: RECENT },
  "/api/admin/users": { GET: ADMIN },
  "/api/admin/users/[id]": { GET: ADMIN, PATCH: RECENT_ADMIN, POST: RECENT_ADMIN },
  "/api/admin/users/[id]/password-reset": { POST: RECENT_ADMIN },
  "/api/admin/users/[id]/sessions": { DELETE: RECENT_ADMIN, POST: RECENT_ADMIN },
  "/api/admin/users/[id]/verification": { POST: RECENT_ADMIN },
  "/api/auth/[...nextauth]": { GET: PUBLIC, POST: PUBLIC },
  "/api/events": { GET: USER },
  "/api/health/live": { GET: PUBLIC },
  "/api/health/ready": { GET: PUBLIC },
  "/api/language": { POST: PUBLIC },
  "/api/me": { GET: USER, PATCH: USER, DELETE: RECENT, POST: USER },
  "/api/sessions": { GET: USER, DELETE: USER, POST: USER },
  "/api/sessions/[id]": { DELETE: OWNER, POST: OWNER },
};
