import { z } from "zod";
import { credentialField } from "@/lib/features/passkeys/credential";
import { PROVIDER_FIELD } from "@/lib/platform/http/form-fields";
import type { HttpMethod } from "@/lib/web/guard/method";
import { MAIL, PASSKEY, SECOND_FACTOR } from "@/lib/web/session/providers";
import { currentSession, currentUser } from "@/lib/web/session/types";
import {
  FAULTS,
  leadingAnswers,
  type NextAuthOperation,
  nextAddress,
  posted,
  UNSAFE,
} from "./operation";
import { providerOperations } from "./providers";

/*
 * What next-auth's addresses take and answer, for the OpenAPI document: their handler is not made by api(),
 * so it declares no methods.
 */

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

/** The account, or its proof, changed while the session was being opened; see openSession(). */
const CHANGED = [
  "unauthenticated",
  "sign_in_expired",
  "second_factor_required",
  "password_changed",
] as const;

/** The answers of a step of signing in. */
const STEP = {
  answers: leadingAnswers,
  problems: [...UNSAFE, ...CHANGED, ...FAULTS],
} satisfies Partial<NextAuthOperation>;

const session: NextAuthOperation = {
  summary:
    "Returns who is signed in, as next-auth's client expects it; an empty object where nobody is.",
  identify: true,
  answers: { 200: z.union([clientSession, z.strictObject({})]) },
  problems: FAULTS,
};

/** By address. Those that only redirect a browser to one of our pages are left out. */
export const nextAuthOperations: Record<string, Partial<Record<HttpMethod, NextAuthOperation>>> = {
  "/api/auth/session": {
    GET: session,
    POST: { ...session, problems: [...UNSAFE, ...FAULTS] },
  },
  "/api/auth/csrf": {
    GET: {
      summary:
        "Returns the token that signing in and out require, and sets the cookie that belongs to it.",
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
      summary:
        "Signs in by address and password, or leads on to the second factor. A form that names a provider leads to that one.",
      leadsAway: true,
      body: z.object({
        ...posted,
        email: z.string(),
        password: z.string(),
        remember: z.literal("on").optional(),
        [PROVIDER_FIELD]: z.string().optional(),
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
        "Signs in by a mailed code or link, or leads on to the second factor; if EMAIL_SIGN_IN is on.",
      body: z.object({ ...posted, code: z.string().optional(), token: z.string().optional() }),
      ...STEP,
    },
  },
  ...providerOperations,
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
