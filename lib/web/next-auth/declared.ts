import { z } from "zod";
import { credentialField } from "@/lib/features/passkeys/credential";
import type { ProblemCode } from "@/lib/platform/core/problem";
import type { HttpMethod } from "@/lib/web/guard/method";
import { MAIL, PASSKEY, SECOND_FACTOR } from "@/lib/web/session/providers";
import { currentSession, currentUser } from "@/lib/web/session/types";

/*
 * What the addresses of next-auth take and answer, for the OpenAPI document: its handler is not made by
 * api(), and declares no methods that could be asked.
 */

/** One method of an address of next-auth. Everybody may call it. */
export type NextAuthOperation = {
  summary: string;
  /** It does more for somebody signed in. */
  identify?: true;
  body?: z.ZodObject;
  /** It leads a browser on to a page. */
  leads?: true;
  /** A form is answered with a page that leads on to another site. */
  leadsAway?: true;
  /** Another server calls it, by a form: no browser, no origin, no JSON. */
  byServer?: true;
  /** JSON by status; of a refusal, too, out of which next-auth's client reads an address. */
  answers: Partial<Record<200 | ProblemStatus, z.ZodType>>;
  problems: readonly ProblemCode[];
};

type ProblemStatus = 401 | 403 | 429 | 500 | 503;

/** Where next-auth's browser client goes next; a refusal is named by its `error`. */
const nextAddress = z.object({ url: z.string() }).meta({ id: "NextAddress" });

const clientSession = z
  .object({ user: currentUser, session: currentSession, expires: z.iso.datetime() })
  .meta({ id: "ClientSession" });

const provider = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  signinUrl: z.string(),
  callbackUrl: z.string(),
});

/** What a form for next-auth sends beside its own fields. */
const posted = { csrfToken: z.string(), callbackUrl: z.string().optional() };

const UNSAFE = [
  "malformed_body",
  "cross_site",
  "body_too_large",
  "unsupported_media_type",
] as const;
const FAULTS = ["internal", "unavailable"] as const;

/** Where the account, or what was proved of it, changes while its session is opened; see openSession(). */
const CHANGED = [
  "unauthenticated",
  "sign_in_expired",
  "second_factor_required",
  "password_changed",
] as const;

/** The answers of a step of signing in. */
const STEP = {
  answers: Object.fromEntries(
    [200, 401, 403, 429, 500, 503].map((status) => [status, nextAddress]),
  ),
  problems: [...UNSAFE, ...CHANGED, ...FAULTS],
} satisfies Partial<NextAuthOperation>;

const session: NextAuthOperation = {
  summary: "Tells who is signed in, as next-auth's client knows it; nothing where nobody is.",
  identify: true,
  answers: { 200: z.union([clientSession, z.strictObject({})]) },
  problems: FAULTS,
};

/** By address; those that only lead a browser on to a page of ours are left out. */
export const nextAuthOperations: Record<string, Partial<Record<HttpMethod, NextAuthOperation>>> = {
  "/api/auth/session": {
    GET: session,
    POST: { ...session, problems: [...UNSAFE, ...FAULTS] },
  },
  "/api/auth/csrf": {
    GET: {
      summary: "Gives the token that signing in and out ask for, and the cookie that it goes with.",
      answers: { 200: z.object({ csrfToken: z.string() }) },
      problems: FAULTS,
    },
  },
  "/api/auth/providers": {
    GET: {
      summary: "Lists the ways to sign in that next-auth knows.",
      answers: { 200: z.record(z.string(), provider) },
      problems: FAULTS,
    },
  },
  "/api/auth/callback/credentials": {
    POST: {
      summary: "Signs in by address and password, or leads on to the second factor.",
      body: z.object({
        ...posted,
        email: z.string(),
        password: z.string(),
        remember: z.literal("on").optional(),
      }),
      ...STEP,
    },
  },
  [`/api/auth/callback/${SECOND_FACTOR}`]: {
    POST: {
      summary:
        "Completes a sign-in by the code of the second factor, or by a passkey in its place.",
      body: z.object({
        ...posted,
        code: z.string().optional(),
        credential: credentialField.optional(),
        trust: z.literal("on").optional(),
      }),
      ...STEP,
    },
  },
  [`/api/auth/callback/${PASSKEY}`]: {
    POST: {
      summary: "Signs in by a passkey alone, which says who its owner is.",
      body: z.object({
        ...posted,
        credential: credentialField,
        remember: z.literal("on").optional(),
      }),
      ...STEP,
    },
  },
  [`/api/auth/callback/${MAIL}`]: {
    POST: {
      summary:
        "Signs in by the code or the link of a mail, or leads on to the second factor; where EMAIL_SIGN_IN is on.",
      body: z.object({ ...posted, code: z.string().optional(), token: z.string().optional() }),
      ...STEP,
    },
  },
  "/api/auth/signin/{provider}": {
    GET: {
      summary: "Begins nothing, and leads to the sign-in page.",
      leads: true,
      answers: { 200: nextAddress },
      problems: ["not_found", ...FAULTS],
    },
    POST: {
      summary:
        "Gives the address of another provider to sign in with, to connect to the account that is signed in, or to prove again who one is.",
      identify: true,
      leadsAway: true,
      body: z.object({
        ...posted,
        purpose: z.enum(["sign-in", "connect", "reauthenticate"]).optional(),
        remember: z.literal("on").optional(),
        invitation: z.string().optional(),
        code: z.string().optional(),
      }),
      answers: Object.fromEntries(
        [200, 401, 403, 429, 500, 503].map((status) => [status, nextAddress]),
      ),
      problems: [
        ...UNSAFE,
        "not_found",
        "invalid",
        "unauthenticated",
        "reauthentication_required",
        "second_factor_required",
        "other_account",
        "too_many_requests",
        "provider_down",
        "provider_failed",
        ...FAULTS,
      ],
    },
  },
  "/api/auth/callback/{provider}": {
    GET: {
      summary: "Takes the answer of a provider, and leads on.",
      leads: true,
      answers: {},
      problems: ["not_found", "method_not_allowed", ...FAULTS],
    },
    POST: {
      summary: "Takes the answer of a provider that sends it by a form, and leads on.",
      leads: true,
      answers: {},
      problems: [...UNSAFE, "not_found", ...FAULTS],
    },
  },
  "/api/auth/backchannel-logout/{provider}": {
    POST: {
      summary:
        "Takes what a provider's server says about its sessions (OpenID Connect Back-Channel Logout), and ends those that it opened here.",
      byServer: true,
      body: z.object({ logout_token: z.string() }),
      answers: { 200: z.strictObject({}) },
      problems: [
        "not_found",
        "method_not_allowed",
        "malformed_body",
        "body_too_large",
        "unsupported_media_type",
        "too_many_requests",
        "provider_down",
        ...FAULTS,
      ],
    },
  },
  "/api/auth/signout": {
    GET: {
      summary: "Changes nothing, and leads to the start page.",
      leads: true,
      answers: {},
      problems: FAULTS,
    },
    POST: {
      summary: "Signs out.",
      identify: true,
      body: z.object(posted),
      answers: { 200: nextAddress, 403: nextAddress },
      problems: [...UNSAFE, "other_account", ...FAULTS],
    },
  },
};
