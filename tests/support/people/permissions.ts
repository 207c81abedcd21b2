import { productMethods, productPages } from "@/product/tests/permissions";
import { givenUpMail } from "../mail/undelivered";
import { storedPasskey } from "../passkeys/passkeys";
import { newConnection } from "../providers/identity";
import { newEmail } from "./accounts";
import { createTokenOf } from "./api-tokens";
import { createInvitation } from "./invitations";
import {
  inOrganisation,
  type Methods,
  NOWHERE,
  OWNER,
  type Pages,
  type People,
  PUBLIC,
  RECENT,
  RECENT_OWNER,
  rowOf,
  SIGNED_OUT,
  USER,
  WHILE_ACTING,
} from "./rows";
import { trustedBrowserOf } from "./trusted-browser";

/*
 * Who may do what, in one table: actors against every page and every method of the API. The tests of access
 * compare it with what the routes declare and with what the running app does. Those of the product's own
 * routes are in product/tests/permissions.ts.
 */

const READS_USERS = rowOf({ permission: "users.read" });
const CHANGES_USERS = rowOf({ permission: "users.change", recent: true });
const READS_EVENTS = rowOf({ permission: "events.read" });

const SUBJECT = { params: ({ subject }: People) => ({ id: subject.id }) };

/** For a route of an organisation, about the member that no actor is. */
const aboutMember = {
  params: async (people: People) => ({
    slug: (await people.organisation()).slug,
    id: people.subject.id,
  }),
};

/** The same, about the open invitation. */
const aboutInvitation = {
  params: async (people: People) => {
    const { slug, invitation } = await people.organisation();
    return { slug, id: invitation };
  },
};

/** For an organisation, for callers who may read all of them. */
const ofOrganisation = {
  ...rowOf({ permission: "organisations.read" }),
  params: async (people: People) => ({ slug: (await people.organisation()).slug }),
};

/** An address without an account. */
const ANYBODY = "anybody@example.com";

const wrongProof = (body: Record<string, string>) => ({ body, wrongProof: true }) as const;

const NO_CREDENTIAL = wrongProof({ credential: "{}" });
const NO_TOKEN = wrongProof({ token: "A".repeat(43) });

/** Pages, by address. Opening one changes nothing, whoever opens it. */
export const pagePermissions: Pages = {
  ...productPages,
  "/": PUBLIC,
  "/[...unknown]": { ...NOWHERE, params: () => ({ unknown: "no/such-page" }) },
  "/admin": READS_USERS,
  "/admin/events": READS_EVENTS,
  "/admin/figures": READS_USERS,
  "/admin/invitations": READS_USERS,
  "/admin/mail": rowOf({ permission: "mail.manage" }),
  "/admin/organisations": rowOf({ permission: "organisations.read" }),
  "/admin/organisations/[slug]": ofOrganisation,
  "/admin/users/bulk": CHANGES_USERS,
  "/admin/users/bulk/result": rowOf({ permission: "users.change" }),
  "/admin/users/new": CHANGES_USERS,
  "/admin/users/[id]": { ...READS_USERS, ...SUBJECT },
  "/admin/users/[id]/[act]": {
    ...CHANGES_USERS,
    params: ({ subject }) => ({ id: subject.id, act: "disable" }),
  },
  "/admin/users/[id]/impersonate": {
    ...CHANGES_USERS,
    params: ({ owner }) => ({ id: owner.id }),
  },
  "/check-mail": PUBLIC,
  "/dashboard": USER,
  "/docs/api": PUBLIC,
  "/first-admin": RECENT,
  "/forgot-password": PUBLIC,
  "/other-account": USER,
  "/link/invitation": PUBLIC,
  "/link/sign-in": PUBLIC,
  "/link/sign-up": PUBLIC,
  "/link/[purpose]": { ...PUBLIC, params: () => ({ purpose: "verify" }) },
  "/organisations": USER,
  "/organisations/[slug]/events": inOrganisation({ permission: "organisation.events" }),
  "/organisations/[slug]/invitations": inOrganisation({ permission: "members.invite" }),
  "/organisations/[slug]/members": inOrganisation({ member: "member" }),
  "/organisations/[slug]/settings": inOrganisation({ member: "member" }),
  "/organisations/new": USER,
  "/reauthenticate": { ...USER, ownerOnly: true },
  "/reset-password": PUBLIC,
  "/settings": USER,
  "/settings/account": RECENT,
  "/settings/connections": USER,
  "/settings/email": USER,
  "/settings/language": USER,
  "/settings/password": USER,
  "/settings/security": USER,
  "/settings/sessions": USER,
  "/settings/tokens": USER,
  "/signin": SIGNED_OUT,
  "/signin/mail": SIGNED_OUT,
  "/signin/second-factor": PUBLIC,
  "/signup": SIGNED_OUT,
  "/signup/address": SIGNED_OUT,
};

/** Methods of the API, by address. */
export const apiPermissions: Methods = {
  ...productMethods,
  "/api/account": {
    POST: {
      ...SIGNED_OUT,
      body: { name: "Ada", email: ANYBODY, password: "seven quiet lanterns" },
    },
  },
  "/api/account/email/confirm": { POST: { ...USER, ...NO_TOKEN } },
  "/api/account/email/undo": { POST: { ...PUBLIC, ...NO_TOKEN } },
  "/api/account/forgot-password": { POST: { ...PUBLIC, body: { email: ANYBODY } } },
  "/api/account/identity": { POST: { ...SIGNED_OUT, ...wrongProof({ email: ANYBODY }) } },
  "/api/account/identity/confirm": { POST: { ...SIGNED_OUT, ...NO_TOKEN } },
  "/api/account/passkey-options": { POST: { ...PUBLIC, body: {} } },
  "/api/account/reset-password": {
    POST: {
      ...PUBLIC,
      ...wrongProof({ token: "A".repeat(43), password: "seven quiet lanterns" }),
    },
  },
  "/api/account/sign-in-mail": { POST: { ...PUBLIC, body: { email: ANYBODY } } },
  "/api/account/verify-email": { POST: { ...PUBLIC, ...NO_TOKEN } },
  "/api/account/verify-email/resend": { POST: { ...PUBLIC, body: { email: ANYBODY } } },
  "/api/admin/events": { GET: READS_EVENTS },
  "/api/admin/mail": { GET: rowOf({ permission: "mail.manage" }) },
  "/api/admin/mail/[id]": {
    POST: {
      ...rowOf({ permission: "mail.manage", recent: true }),
      params: async () => ({ id: await givenUpMail(ANYBODY) }),
    },
  },
  "/api/admin/events/export": { GET: rowOf({ permission: "events.read", recent: true }) },
  "/api/admin/export": { GET: CHANGES_USERS },
  "/api/admin/first": { POST: { ...RECENT, ...NO_TOKEN } },
  "/api/admin/organisations": { GET: rowOf({ permission: "organisations.read" }) },
  "/api/admin/organisations/[slug]": { GET: ofOrganisation },
  "/api/admin/invitations": {
    GET: READS_USERS,
    POST: {
      ...CHANGES_USERS,
      // Somebody with an account cannot be invited, and another test may have created one.
      get body() {
        return { email: newEmail() };
      },
    },
  },
  "/api/admin/invitations/[id]": {
    DELETE: { ...CHANGES_USERS, params: async () => ({ id: (await createInvitation()).id }) },
  },
  "/api/admin/users": {
    GET: READS_USERS,
    POST: {
      ...CHANGES_USERS,
      // A new one each time: an address has one account.
      get body() {
        return { name: "Ada", email: newEmail() };
      },
    },
  },
  "/api/admin/users/bulk": {
    POST: {
      ...CHANGES_USERS,
      body: { act: "sign-out", ids: ["01999999-9999-7999-8999-999999999999"] },
    },
  },
  "/api/admin/users/[id]": {
    GET: { ...READS_USERS, ...SUBJECT },
    PATCH: { ...CHANGES_USERS, ...SUBJECT, body: { disabled: true } },
  },
  "/api/admin/users/[id]/impersonation": {
    // For an unconfirmed account: nobody impersonates those.
    POST: { ...CHANGES_USERS, ...SUBJECT, body: { reason: "their question" }, nothingToDo: true },
    DELETE: { ...WHILE_ACTING, params: ({ owner }) => ({ id: owner.id }) },
  },
  "/api/admin/users/[id]/password-reset": { POST: { ...CHANGES_USERS, ...SUBJECT } },
  "/api/admin/users/[id]/second-factor": {
    DELETE: { ...CHANGES_USERS, ...SUBJECT, nothingToDo: true },
  },
  "/api/admin/users/[id]/sessions": { DELETE: { ...CHANGES_USERS, ...SUBJECT } },
  "/api/admin/users/[id]/tokens": { DELETE: { ...CHANGES_USERS, ...SUBJECT } },
  "/api/admin/users/[id]/verification": { POST: { ...CHANGES_USERS, ...SUBJECT } },
  "/api/auth/[...nextauth]": {
    GET: { ...PUBLIC, params: () => ({ nextauth: "session" }) },
    POST: { ...PUBLIC, params: () => ({ nextauth: "session" }) },
  },
  "/api/health/live": { GET: PUBLIC },
  "/api/health/ready": { GET: PUBLIC },
  "/api/language": { POST: { ...PUBLIC, body: { language: "en" } } },
  "/api/me": {
    GET: USER,
    PATCH: { ...USER, body: { name: "Countess" } },
    DELETE: { ...RECENT, body: {} },
  },
  "/api/me/connections": { GET: USER },
  "/api/me/connections/[id]": {
    DELETE: {
      ...RECENT_OWNER,
      params: async ({ owner }) => ({ id: await newConnection(owner.id) }),
    },
  },
  "/api/me/email": { POST: { ...USER, ...wrongProof({ email: ANYBODY, password: "wrong" }) } },
  "/api/me/events": { GET: USER },
  "/api/me/export": { GET: RECENT },
  "/api/me/invitations": { POST: { ...USER, ...NO_TOKEN } },
  "/api/me/language": { PATCH: { ...USER, body: { language: "de" } } },
  "/api/me/live": { GET: USER },
  "/api/me/passkeys": { GET: USER, POST: { ...RECENT, ...NO_CREDENTIAL }, DELETE: RECENT },
  "/api/me/passkeys/[id]": {
    PATCH: { ...OWNER, params: ({ owner }) => storedPasskey(owner), body: { name: "Phone" } },
    DELETE: { ...RECENT_OWNER, params: ({ owner }) => storedPasskey(owner) },
  },
  "/api/me/passkeys/options": { POST: RECENT },
  "/api/me/password": {
    POST: {
      ...USER,
      ...wrongProof({ currentPassword: "wrong", newPassword: "seven quiet lanterns" }),
    },
    DELETE: { ...RECENT, nothingToDo: true },
  },
  "/api/me/reauthenticate": { POST: { ...USER, ...wrongProof({ password: "wrong" }) } },
  "/api/me/reauthenticate/passkey": { POST: { ...USER, ...NO_CREDENTIAL } },
  "/api/me/reauthenticate/passkey-options": { POST: USER },
  "/api/me/second-factor/recovery-codes": {
    POST: { ...RECENT, nothingToDo: true },
    PATCH: { ...USER, nothingToDo: true },
  },
  "/api/me/second-factor/totp": {
    GET: USER,
    POST: { ...RECENT, body: {} },
    DELETE: { ...RECENT, nothingToDo: true },
  },
  "/api/me/sessions": { GET: USER, DELETE: RECENT },
  "/api/me/sessions/[id]": {
    DELETE: { ...RECENT_OWNER, params: ({ ownSession }) => ({ id: ownSession }) },
  },
  "/api/me/trusted-browsers": { GET: USER, DELETE: USER },
  "/api/me/trusted-browsers/[id]": {
    DELETE: { ...OWNER, params: async ({ owner }) => ({ id: await trustedBrowserOf(owner.id) }) },
  },
  "/api/me/tokens": {
    GET: USER,
    POST: { ...RECENT, body: { name: "laptop", scopes: ["profile:read"] } },
  },
  "/api/me/tokens/[id]": {
    DELETE: { ...OWNER, params: async ({ owner }) => ({ id: (await createTokenOf(owner)).id }) },
  },
  "/api/openapi.json": { GET: PUBLIC },
  "/api/organisations": { GET: USER, POST: { ...USER, body: { name: "Lovelace & Sons" } } },
  "/api/organisations/[slug]": {
    GET: inOrganisation({ member: "member" }),
    PATCH: {
      ...inOrganisation({ permission: "organisation.change" }),
      body: { name: "Lovelace & Daughters" },
    },
    DELETE: {
      ...inOrganisation({ permission: "organisation.delete", recent: true }),
      body: {},
    },
  },
  "/api/organisations/[slug]/events": {
    GET: inOrganisation({ permission: "organisation.events" }),
  },
  "/api/organisations/[slug]/invitations": {
    GET: inOrganisation({ permission: "members.invite" }),
    POST: {
      ...inOrganisation({ permission: "members.invite" }),
      body: { email: ANYBODY, role: "member" },
    },
  },
  "/api/organisations/[slug]/invitations/[id]": {
    POST: { ...inOrganisation({ permission: "members.invite" }), ...aboutInvitation },
    DELETE: { ...inOrganisation({ permission: "members.invite" }), ...aboutInvitation },
  },
  "/api/organisations/[slug]/members": { GET: inOrganisation({ member: "member" }) },
  "/api/organisations/[slug]/members/[id]": {
    PATCH: {
      ...inOrganisation({ permission: "members.change", recent: true }),
      ...aboutMember,
      body: { role: "admin" },
    },
    DELETE: {
      ...inOrganisation({ member: "member", recent: true }),
      ...aboutMember,
      // A member leaves by it, and can remove nobody else.
      member: "forbidden",
      refusedByRun: ["member"],
    },
  },
  "/api/well-known/passkey-endpoints": { GET: PUBLIC },
};
