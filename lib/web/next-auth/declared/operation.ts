import { z } from "zod";
import type { ProblemCode } from "@/lib/platform/core/problem";

/** One method of next-auth's addresses. Anybody may call it. */
export type NextAuthOperation = {
  summary: string;
  /** It does more for a signed-in user. */
  identify?: true;
  body?: z.ZodObject;
  /** It redirects a browser to a page. */
  leads?: true;
  /** A form is answered with a page that leads on to another site. */
  leadsAway?: true;
  /** Another server calls it, by a form: no browser, no origin, no JSON. */
  byServer?: true;
  /** JSON by status; also of a refusal, in which next-auth's client reads an address. */
  answers: Partial<Record<200 | ProblemStatus, z.ZodType>>;
  problems: readonly ProblemCode[];
};

type ProblemStatus = 401 | 403 | 429 | 500 | 503;

/** Where next-auth's browser client goes next; a refusal is named by its `error`. */
export const nextAddress = z.object({ url: z.string() }).meta({ id: "NextAddress" });

/** What a form for next-auth sends in addition to its own fields. */
export const posted = { csrfToken: z.string(), callbackUrl: z.string().optional() };

/** What can be wrong with any post. */
export const UNSAFE = [
  "malformed_body",
  "cross_site",
  "body_too_large",
  "unsupported_media_type",
] as const;
/** What can fail on our side. */
export const FAULTS = ["internal", "unavailable"] as const;

/** A step of signing in is answered with the next address, whatever the outcome. */
export const leadingAnswers = Object.fromEntries(
  [200, 401, 403, 429, 500, 503].map((status) => [status, nextAddress]),
);
